import { createTypedRuleTester } from "./rule-tester";
import rule = require("./rules/determinism");

const refused = (messageId: string) => (code: string) => ({ code, errors: [{ messageId }] });

createTypedRuleTester().run("determinism", rule, {
  valid: [
    "const sorted = [...new Map<string, number>().entries()].sort(([a], [b]) => (a < b ? -1 : 1));",
    "declare const slots: Set<number>; const list = Array.from(slots).toSorted((a, b) => a - b);",
    "declare function sortKeys(keys: string[]): string[]; declare const o: object; sortKeys(Object.keys(o));",
    "declare const list: number[]; for (const item of list) void item;",
    "declare const list: number[]; list.forEach((item) => void item); const copy = [...list];",
    "const receipt = { Date: 1 }; void receipt.Date;",
    "function f(Date: number) { return Date; }",
    "declare const failure: { message: string }; void failure.message;",
    "try { f(); } catch (error) { throw classify(error); }",
    "void Math.max(1, 2);",
  ],
  invalid: [
    ...[
      "void new Date();",
      "void Date.now();",
      "void globalThis.Date;",
      "void performance.now();",
      "void Math.random();",
      "void process.hrtime.bigint();",
      "void process.env;",
      'import { cpus } from "node:os"; void cpus;',
      'import { threadId } from "worker_threads"; void threadId;',
      'void "a".localeCompare("b");',
      'import * as crypto from "node:crypto"; void crypto.randomBytes(4);',
    ].map(refused("source")),
    ...[
      "try { f(); } catch (error) { throw new Error((error as Error).message); }",
      "try { f(); } catch (error: any) { void error.stack; }",
      "try { f(); } catch (error) { void `failed: ${error}`; }",
      "try { f(); } catch (error) { void String(error); }",
      "try { f(); } catch (error) { [1].map(() => (error as Error).message); }",
    ].map(refused("engineText")),
    ...[
      "for (const entry of new Map()) void entry;",
      "declare const slots: ReadonlyMap<string, number>; for (const [key] of slots) void key;",
      "declare const slots: Map<string, number>; for (const key of slots.keys()) void key;",
      "class Table { readonly slots = new Set<number>(); list() { return [...this.slots]; } }",
      "declare const slots: Set<number>; const list = Array.from(slots, (slot) => slot + 1);",
      "declare const slots: Set<number>; slots.forEach((slot) => void slot);",
      "declare const o: object; for (const key in o) void key;",
      "declare const o: object; const pairs = Object.entries(o);",
    ].map(refused("iteration")),
  ],
});
