// Found by the compiler through `"lib"`, so that OIP-0002's import path works: `@btc-vision/btc-runtime/threading`.
export * from "@threaded-contract/sdk/assembly/opnet/threading";
