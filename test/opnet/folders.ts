import { inRepository } from "../tasks/repository";

/** Folder for asc's `lib`, by which `@btc-vision/btc-runtime/threading` is found. */
export const ADAPTER_FOLDER = inRepository("sdk", "assembly", "opnet");

/** What a compilation with our transform depends on. */
export const TRANSFORM_FOLDER = inRepository("transform", "dist");

/** What a contract that imports the SDK depends on. */
export const SDK_FOLDER = inRepository("sdk", "assembly");
