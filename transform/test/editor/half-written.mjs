// Plain JavaScript, in a process of its own: jest cannot load the compiler, which is an ECMAScript module.
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";

const { loadChecker } = createRequire(import.meta.url)("../../dist/editor/load-checker.js");

/**
 * Checks every state of a text in which it could be while it is written, straight with the checker, which hides no exception.
 * Gets `{ folder, texts, step }` as a message and answers with `{ checks, found, failures }`.
 */
process.once("message", ({ folder, texts, step }) => {
  void run(folder, texts, step).then((answer) => process.send(answer, () => process.disconnect()));
});

async function run(folder, texts, step) {
  const file = `${folder}/assembly/index.ts`;
  let current = { text: "", version: "0" };
  const checker = await loadChecker(folder, { read: (path) => (path === file ? current : saved(path)) });
  const answer = { checks: 0, found: 0, failures: [] };
  for (const text of texts) {
    for (const state of statesOf(text, step)) {
      current = { text: state, version: String(++answer.checks) };
      try {
        answer.found += checker.check(file, folder).findings.length;
      } catch (error) {
        answer.failures.push(`${error.stack}\n${state}`);
      }
    }
  }
  return answer;
}

/** The text cut off after any character, and without any one of its lines. */
function* statesOf(text, step) {
  for (let end = 0; end <= text.length; end += step) yield text.slice(0, end);
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index++) yield lines.toSpliced(index, 1).join("\n");
}

function saved(path) {
  try {
    return { text: readFileSync(path, "utf8"), version: String(statSync(path).mtimeMs) };
  } catch {
    return null;
  }
}
