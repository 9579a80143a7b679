/** One jest configuration for the whole repository; each workspace can also be run by its path. */
module.exports = {
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/", "/build/", "<rootDir>/templates/plain/", "<rootDir>/templates/opnet/"],
  modulePathIgnorePatterns: ["<rootDir>/templates/plain/", "<rootDir>/templates/opnet/", "/dist/package.json"],
  transform: {
    "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs", ignoreDynamic: true } }],
  },
  testTimeout: 60000,
};
