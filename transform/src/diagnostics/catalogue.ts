import { adviceCodes } from "./catalogue/advice";
import { capabilityCodes } from "./catalogue/capability";
import type { CatalogueEntry } from "./catalogue/entry";
import { infrastructureCodes } from "./catalogue/infrastructure";
import { lifecycleCodes } from "./catalogue/lifecycle";
import { recordCodes } from "./catalogue/record";
import { shapeCodes } from "./catalogue/shape";
import { storageCodes } from "./catalogue/storage";
import { trapCodes } from "./catalogue/trap";

const entries = {
  ...shapeCodes,
  ...lifecycleCodes,
  ...capabilityCodes,
  ...storageCodes,
  ...trapCodes,
  ...infrastructureCodes,
  ...recordCodes,
  ...adviceCodes,
} as const;

/** Every code of the product, static or at run time, such as `"TC2001"`. */
export type Code = keyof typeof entries;

/** The one catalogue of all codes, frozen. */
export const catalogue: Readonly<Record<Code, CatalogueEntry>> = Object.freeze(entries);

type PlaceholdersIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersIn<Rest>
  : never;

type Texts<C extends Code> = (typeof entries)[C]["message" | "why" | "help"];

/** The values that the texts of a code need, by placeholder name. */
export type CodeArguments<C extends Code> = { readonly [Name in PlaceholdersIn<Texts<C>>]: string | number | bigint };

/**
 * Whether `text` is a known code.
 *
 * @example
 * ```ts
 * isCode("TC2001"); // true
 * ```
 */
export function isCode(text: string): text is Code {
  return Object.hasOwn(entries, text);
}

/**
 * All codes, ascending.
 *
 * @example
 * ```ts
 * const rules = allCodes().filter((code) => code < "TC5000");
 * ```
 */
export function allCodes(): Code[] {
  return (Object.keys(entries) as Code[]).sort();
}
