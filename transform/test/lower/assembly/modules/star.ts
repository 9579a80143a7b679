export * from "@threaded-contract/sdk";
