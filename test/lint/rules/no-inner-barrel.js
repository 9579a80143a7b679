/** Forbids files that pass on other files' exports: a package has one public surface, its `src/index.ts`. */
/** @type {import("eslint").Rule.RuleModule} */
module.exports = {
  meta: {
    type: "problem",
    docs: { description: "Only a package's index re-exports." },
    messages: { barrel: "Import from the file that declares the name; only a package's src/index.ts re-exports." },
    schema: [],
  },
  create(context) {
    const report = (node) => context.report({ node, messageId: "barrel" });
    return {
      ExportAllDeclaration: report,
      ExportNamedDeclaration: (node) => {
        if (node.source) report(node);
      },
    };
  },
};
