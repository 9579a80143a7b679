import path from "node:path";
import { RuleTester } from "eslint";
import { repositoryRoot } from "../tasks/repository";
import { parser } from "typescript-eslint";

/** Tests rules that need only the syntax. File names are relative to the root of the repository. */
export function createSyntaxRuleTester(): RuleTester {
  return new RuleTester({ languageOptions: { parser } });
}

/** Tests rules that need types. The file names are those of files that do not exist, beside this one. */
export function createTypedRuleTester(): RuleTester {
  const projectService = {
    allowDefaultProject: ["*.ts"],
    defaultProject: path.join(repositoryRoot, "tsconfig.base.json"),
  };
  return new RuleTester({
    languageOptions: { parser, parserOptions: { projectService, tsconfigRootDir: __dirname } },
  });
}
