/** What every jest project of the repository shares. */
const shared = {
  rootDir: __dirname,
  testEnvironment: "node",
  modulePathIgnorePatterns: ["<rootDir>/templates/plain/", "<rootDir>/templates/opnet/", "/dist/package.json"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs", ignoreDynamic: true },
      },
    ],
  },
};

const foreign = ["/node_modules/", "/dist/", "/build/", "<rootDir>/templates/plain/", "<rootDir>/templates/opnet/"];

/** Two projects, so that the end-to-end tests, which install packages, can run alone: `jest --selectProjects end-to-end`. */
module.exports = {
  testSequencer: `${__dirname}/test/tasks/slow-first.js`,
  projects: [
    {
      ...shared,
      displayName: "repository",
      globalSetup: "<rootDir>/test/support/compilers/jest-setup.ts",
      globalTeardown: "<rootDir>/test/support/compilers/jest-teardown.ts",
      testMatch: ["**/*.test.ts"],
      testPathIgnorePatterns: [...foreign, "<rootDir>/test/end-to-end/"],
    },
    {
      ...shared,
      displayName: "end-to-end",
      testMatch: ["<rootDir>/test/end-to-end/**/*.test.ts"],
      testPathIgnorePatterns: foreign,
    },
  ],
  testTimeout: 60000,
};
