/** The repository's own lint rules, as one ESLint plugin. */
module.exports = {
  meta: { name: "threaded-contract", version: "0.1.0" },
  rules: {
    determinism: require("./rules/determinism"),
    "import-boundaries": require("./rules/import-boundaries"),
    "no-inner-barrel": require("./rules/no-inner-barrel"),
  },
};
