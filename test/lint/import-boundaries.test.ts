import { inRepository } from "../tasks/repository";
import { createSyntaxRuleTester } from "./rule-tester";
// The rules are plain JavaScript, so that ESLint loads them before anything is built.
import rule = require("./rules/import-boundaries");

const inFile = (filename: string, code: string) => ({ filename: inRepository(filename), code });
const refused = (filename: string, code: string, messageId: string) => ({
  ...inFile(filename, code),
  errors: [{ messageId }],
});

createSyntaxRuleTester().run("import-boundaries", rule, {
  valid: [
    inFile("transform/src/frontend/visitor-adapter.ts", 'await import("visitor-as");'),
    inFile("transform/src/client/ts-morph-adapter.ts", 'import { Project } from "ts-morph";'),
    inFile("runtime/src/chain.ts", 'import { verifyModule } from "@threaded-contract/transform";'),
    inFile("runtime/src/meter/admit.ts", 'import { limits } from "../limits";'),
    inFile("runtime/test/meter/admit.test.ts", 'import { admit } from "../../src/meter/admit";'),
    inFile("runtime/test/meter/admit.test.ts", 'import { compile } from "../../../test/support/compile";'),
    inFile("test/reference-model/model.ts", 'import { step } from "./step";'),
    inFile("test/reference-model/model.ts", 'import { createHash } from "node:crypto";'),
    inFile("test/fuzz/run.ts", 'import { createChain } from "@threaded-contract/runtime";'),
  ],
  invalid: [
    refused("transform/src/rules/TC2001.ts", 'import { Project } from "ts-morph";', "adapter"),
    refused("transform/src/lower/spawn.ts", 'await import("visitor-as/dist/index.js");', "adapter"),
    refused("transform/src/lower/spawn.ts", 'const visitor = require("visitor-as");', "adapter"),
    refused("transform/src/lower/spawn.ts", 'require.resolve("visitor-as");', "adapter"),
    refused("transform/src/lower/spawn.ts", 'type Project = import("ts-morph").Project;', "adapter"),
    refused("transform/src/lower/spawn.ts", 'export { Project } from "ts-morph";', "adapter"),
    refused(
      "test/reference-model/model.ts",
      'import { createChain } from "@threaded-contract/runtime";',
      "referenceModel",
    ),
    refused("test/reference-model/model.ts", 'import { limits } from "../../runtime/src/limits";', "referenceModel"),
    refused("test/reference-model/gas/prices.ts", 'import "../../../runtime/src/gas/schedule";', "referenceModel"),
    refused("runtime/src/chain.ts", 'import { decode } from "../../transform/src/wasm/decode";', "otherPackage"),
    refused("runtime/src/chain.ts", 'import { compile } from "../../test/support/compile";', "leavesPackage"),
    refused("runtime/src/chain.ts", 'import { decode } from "@threaded-contract/transform/dist/wasm";', "deepImport"),
  ],
});
