/** `"jest": { "preset": "@threaded-contract/runtime" }`: tests in TypeScript, and time for contracts to be compiled by V8. */
module.exports = {
  testMatch: ["**/test/**/*.test.ts"],
  transform: { "\\.ts$": require.resolve("./dist/jest/typescript-transformer.js") },
  setupFilesAfterEnv: [require.resolve("./dist/jest/index.js")],
  testTimeout: 30_000,
};
