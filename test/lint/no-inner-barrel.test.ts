import { createSyntaxRuleTester } from "./rule-tester";
import rule = require("./rules/no-inner-barrel");

createSyntaxRuleTester().run("no-inner-barrel", rule, {
  valid: [
    "export const answer = 42;",
    "const answer = 42; export { answer };",
    'import { answer } from "./answer"; console.log(answer);',
    "export type Answer = number;",
  ],
  invalid: [
    { code: 'export * from "./answer";', errors: [{ messageId: "barrel" }] },
    { code: 'export { answer } from "./answer";', errors: [{ messageId: "barrel" }] },
    { code: 'export type { Answer } from "./answer";', errors: [{ messageId: "barrel" }] },
  ],
});
