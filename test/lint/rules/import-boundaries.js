/**
 * Forbids imports that cross a boundary of the architecture. It sees static imports, re-exports, `import()`, `require`,
 * `require.resolve` and import types: ESLint's `no-restricted-imports` sees only the first two, and the compiler-facing
 * packages are loaded by `import()`.
 */
const path = require("node:path");

const PACKAGE_FOLDERS = ["sdk", "transform", "runtime", "templates"];

/** Each module that has one adapter, and the only place that may name it. */
const ADAPTERS = [
  { module: "visitor-as", adapter: /^transform\/src\/frontend\/visitor-adapter\.ts$/ },
  { module: "ts-morph", adapter: /^transform\/src\/[a-z/-]*ts-morph-adapter\.ts$/ },
];

function matchesModule(specifier, module) {
  return specifier === module || specifier.startsWith(`${module}/`);
}

function topFolder(file) {
  return file.split("/", 1)[0];
}

/** The file a relative specifier leads to, as a path from the root of the repository. */
function targetOf(specifier, file) {
  if (!specifier.startsWith(".")) return null;
  return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
}

function findViolation(specifier, file) {
  const target = targetOf(specifier, file);
  for (const { module, adapter } of ADAPTERS) {
    if (matchesModule(specifier, module) && !adapter.test(file)) return { messageId: "adapter", data: { module } };
  }
  if (file.startsWith("test/reference-model/")) {
    const reachesRuntime =
      target === null ? matchesModule(specifier, "@threaded-contract/runtime") : topFolder(target) === "runtime";
    if (reachesRuntime) return { messageId: "referenceModel", data: {} };
  }
  const owner = topFolder(file);
  if (target !== null && PACKAGE_FOLDERS.includes(owner)) {
    const entered = topFolder(target);
    if (entered !== owner && PACKAGE_FOLDERS.includes(entered)) return { messageId: "otherPackage", data: { entered } };
    if (file.startsWith(`${owner}/src/`) && !target.startsWith(`${owner}/`)) {
      return { messageId: "leavesPackage", data: {} };
    }
  }
  if (/^@threaded-contract\/[a-z]+\/(src|dist)\//.test(specifier)) return { messageId: "deepImport", data: {} };
  return null;
}

function isRequireCallee(callee) {
  if (callee.type === "Identifier") return callee.name === "require";
  return (
    callee.type === "MemberExpression" &&
    callee.object.type === "Identifier" &&
    callee.object.name === "require" &&
    callee.property.name === "resolve"
  );
}

/** @type {import("eslint").Rule.RuleModule} */
module.exports = {
  meta: {
    type: "problem",
    docs: { description: "Keep packages, adapters and the reference model apart." },
    messages: {
      adapter: "Only the adapter file may import '{{module}}'.",
      referenceModel: "The reference model may not import anything from runtime.",
      otherPackage: "Import the package '{{entered}}' by its name, not by a path into it.",
      leavesPackage: "A package's sources may not import files outside the package.",
      deepImport: "Import only what the package's index exports.",
    },
    schema: [],
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join("/");
    function check(source) {
      if (!source || source.type !== "Literal" || typeof source.value !== "string") return;
      const violation = findViolation(source.value, file);
      if (violation !== null) context.report({ node: source, ...violation });
    }
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
      TSExternalModuleReference: (node) => check(node.expression),
      CallExpression: (node) => {
        if (isRequireCallee(node.callee)) check(node.arguments[0]);
      },
    };
  },
};
