const { defineConfig } = require("eslint/config");
const tseslint = require("typescript-eslint");
const ownRules = require("./test/lint/plugin");

/** Files whose results reach a receipt. */
const RECEIPT_FILES = [
  "runtime/src/{codec,frame,gas,journal,meter,storage,threads}/**/*.ts",
  "runtime/src/opnet/{*,hosts/*}.ts",
  "runtime/src/chain/{address,block,chain-journal,chain-state,export-chain,export-codec,restore-chain,transactions}.ts",
  "runtime/src/receipt*.ts",
  "runtime/src/receipt*/**/*.ts",
];

module.exports = defineConfig(
  {
    ignores: [
      "**/node_modules/",
      "**/dist/",
      "**/build/",
      "**/coverage/",
      "**/assembly/",
      "**/fixtures/",
      "**/contracts/",
      "**/*.as.ts",
      "**/*.d.ts",
      "sdk/index.ts",
      "templates/plain/",
      "templates/opnet/",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  tseslint.configs.recommended,
  {
    plugins: { "threaded-contract": ownRules },
    rules: {
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "no-console": "error",
      "no-var": "error",
      "prefer-const": "error",
      "object-shorthand": "error",
      "max-lines": ["error", { max: 500 }],
      "threaded-contract/import-boundaries": "error",
    },
  },
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "separate-type-imports", disallowTypeAnnotations: false },
      ],
      "@typescript-eslint/no-require-imports": ["error", { allowAsImport: true }],
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: [
      "{transform,runtime,templates}/src/**/*.ts",
      "test/{bench,conformance,tasks,support,reference-model,fuzz}/**/*.ts",
    ],
    rules: { "max-lines-per-function": ["error", { max: 70 }] },
  },
  {
    files: ["{transform,runtime,templates}/src/**/*.ts"],
    ignores: ["{transform,runtime,templates}/src/index.ts"],
    rules: { "threaded-contract/no-inner-barrel": "error" },
  },
  { files: ["**/*.generated.ts"], rules: { "max-lines": "off" } },
  { files: RECEIPT_FILES, rules: { "threaded-contract/determinism": "error" } },
  { files: ["**/*.js"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  {
    files: [
      "templates/src/**/*.ts",
      "transform/src/cli/**/*.ts",
      "test/{bench,conformance,tasks}/**/*.ts",
      "test/{fuzz,mutants}/**/*.ts",
      "test/{differential,end-to-end}/**/*.ts",
    ],
    rules: { "no-console": "off" },
  },
);
