/**
 * Forbids, in files whose results reach a receipt, whatever may differ between two runs of one transaction: clocks, random
 * numbers, locales, the machine, the engine's error text, and iteration whose order nobody has fixed.
 */
const CLOCKS_AND_LOCALES = new Set(["Date", "performance", "Intl"]);
const FORBIDDEN_MEMBERS = new Map([
  ["Math", new Set(["random"])],
  ["process", new Set(["hrtime", "uptime", "pid", "env", "memoryUsage", "cpuUsage"])],
  ["crypto", new Set(["randomBytes", "randomUUID", "randomInt", "randomFillSync", "getRandomValues"])],
]);
const FORBIDDEN_MODULES = new Set(["perf_hooks", "os", "worker_threads", "cluster"]);
const LOCALE_METHODS = new Set(["localeCompare", "toLocaleString", "toLocaleLowerCase", "toLocaleUpperCase"]);
const ENGINE_TEXT = new Set(["message", "stack"]);
const COLLECTION_ITERATORS = new Set(["keys", "values", "entries", "forEach"]);
const COLLECTIONS = new Set(["Map", "Set", "ReadonlyMap", "ReadonlySet"]);
const SORTS = new Set(["sort", "toSorted"]);

function withoutAssertions(node) {
  let inner = node;
  while (inner.type === "TSAsExpression" || inner.type === "TSNonNullExpression" || inner.type === "TSTypeAssertion") {
    inner = inner.expression;
  }
  return inner;
}

function calledMember(node) {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression" || node.callee.computed) return null;
  return { object: node.callee.object, name: node.callee.property.name };
}

/** Whether the value of `node` is sorted at once: `[...map].sort(f)`, `Object.keys(o).toSorted()`, `sortedKeys([...map])`. */
function isSortedAtOnce(node) {
  const parent = node.parent;
  if (parent.type === "MemberExpression" && parent.object === node && SORTS.has(parent.property.name)) return true;
  if (parent.type === "CallExpression" && parent.arguments.includes(node) && parent.callee.type === "Identifier") {
    return parent.callee.name.startsWith("sort");
  }
  if (parent.type === "SpreadElement") return isSortedAtOnce(parent.parent);
  if (parent.type === "CallExpression" && calledMember(parent)?.name === "from") return isSortedAtOnce(parent);
  return false;
}

function createCollectionTest(context) {
  const services = context.sourceCode.parserServices;
  const checker = services.program?.getTypeChecker();
  return (node) => {
    if (node.type === "NewExpression") return COLLECTIONS.has(node.callee.name);
    if (!checker) return false;
    const type = services.getTypeAtLocation(node);
    return COLLECTIONS.has(type.getSymbol()?.getName());
  };
}

function createIterationChecks(context) {
  const isCollection = createCollectionTest(context);
  const isCollectionIterator = (node) => {
    const member = calledMember(node);
    return member !== null && COLLECTION_ITERATORS.has(member.name) && isCollection(member.object);
  };
  const isUnsorted = (node) => isCollection(node) || isCollectionIterator(node);
  const report = (node) => context.report({ node, messageId: "iteration" });
  return {
    ForInStatement: report,
    ForOfStatement: (node) => {
      if (isUnsorted(node.right)) report(node.right);
    },
    SpreadElement: (node) => {
      if (isUnsorted(node.argument) && !isSortedAtOnce(node.parent)) report(node);
    },
    CallExpression: (node) => {
      const member = calledMember(node);
      if (member === null) return;
      if (member.name === "forEach" && isCollection(member.object)) report(node);
      const isObjectListing = member.object.name === "Object" && COLLECTION_ITERATORS.has(member.name);
      const isArrayFrom =
        member.object.name === "Array" && member.name === "from" && node.arguments[0] && isUnsorted(node.arguments[0]);
      if ((isObjectListing || isArrayFrom) && !isSortedAtOnce(node)) report(node);
    },
  };
}

function createEngineTextChecks(context) {
  const isCaught = (node) => {
    const inner = withoutAssertions(node);
    if (inner.type !== "Identifier") return false;
    const scope = context.sourceCode.getScope(inner);
    for (let current = scope; current !== null; current = current.upper) {
      const variable = current.set.get(inner.name);
      if (variable) return variable.defs.some((definition) => definition.type === "CatchClause");
    }
    return false;
  };
  const report = (node) => context.report({ node, messageId: "engineText" });
  return {
    MemberExpression: (node) => {
      if (!node.computed && ENGINE_TEXT.has(node.property.name) && isCaught(node.object)) report(node);
    },
    TemplateLiteral: (node) => node.expressions.filter(isCaught).forEach(report),
    CallExpression: (node) => {
      if (node.callee.name === "String" && node.arguments.length === 1 && isCaught(node.arguments[0])) report(node);
      const member = calledMember(node);
      if (member?.name === "toString" && isCaught(member.object)) report(node);
    },
  };
}

function createSourceChecks(context) {
  const isGlobal = (node) => {
    for (let scope = context.sourceCode.getScope(node); scope !== null; scope = scope.upper) {
      const variable = scope.set.get(node.name);
      if (variable && variable.defs.length > 0) {
        return variable.defs.every((definition) => definition.type === "ImportBinding");
      }
    }
    return true;
  };
  const isTypePosition = (node) => node.parent.type === "TSTypeReference" || node.parent.type === "TSTypeQuery";
  return {
    Identifier: (node) => {
      if (!CLOCKS_AND_LOCALES.has(node.name) || isTypePosition(node)) return;
      if (node.parent.type === "MemberExpression" && node.parent.property === node && !node.parent.computed) {
        if (node.parent.object.name !== "globalThis") return;
      } else if (node.parent.type === "Property" || !isGlobal(node)) return;
      context.report({ node, messageId: "source", data: { name: node.name } });
    },
    MemberExpression: (node) => {
      if (node.computed) return;
      const name = node.property.name;
      if (FORBIDDEN_MEMBERS.get(node.object.name)?.has(name)) {
        context.report({ node, messageId: "source", data: { name: `${node.object.name}.${name}` } });
      } else if (LOCALE_METHODS.has(name)) {
        context.report({ node, messageId: "source", data: { name } });
      }
    },
    ImportDeclaration: (node) => {
      const name = node.source.value.replace(/^node:/, "");
      if (FORBIDDEN_MODULES.has(name)) context.report({ node, messageId: "source", data: { name } });
    },
  };
}

/** Joins visitor tables that may share node types. */
function joinVisitors(...visitors) {
  const joined = {};
  for (const visitor of visitors) {
    for (const [type, visit] of Object.entries(visitor)) {
      const earlier = joined[type];
      joined[type] = earlier ? (node) => (earlier(node), visit(node)) : visit;
    }
  }
  return joined;
}

/** @type {import("eslint").Rule.RuleModule} */
module.exports = {
  meta: {
    type: "problem",
    docs: { description: "Nothing that may differ between two runs may reach a receipt." },
    messages: {
      source: "'{{name}}' may differ between two runs; what reaches a receipt may not depend on it.",
      engineText: "The engine's error text differs between engines; decide from a code of our own.",
      iteration: "Sort before iterating, or say in a disable comment why this order is the program's own.",
    },
    schema: [],
  },
  create: (context) =>
    joinVisitors(createSourceChecks(context), createEngineTextChecks(context), createIterationChecks(context)),
};
