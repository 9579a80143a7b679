import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contractNames } from "../differential/harness/compile";
import { compileProject, type Project } from "../differential/harness/compile-project";
import { contractsFolder, stackNames, type StackName } from "../differential/harness/paths";
import { inRepository } from "../tasks/repository";
import { ADAPTER_FOLDER, SDK_FOLDER, TRANSFORM_FOLDER } from "./folders";

const TIMEOUT_MILLISECONDS = 240_000;

const classOf = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The template's token with a loop in place of its threads; it imports a slot's name, and never spawns. */
function tokenWithoutSpawn(): string {
  const token = readFileSync(inRepository("templates", "opnet", "assembly", "Token.ts"), "utf8");
  const loop =
    "for (let i = 0; i < recipients.length; i++) this.balanceOfMap.set(recipients[i], u256.add(this.balanceOfMap.get(recipients[i]), amount));";
  const changed = token
    .replace(/const handles: [^]*?thread_join_with_refund\(handles\[i\]\);/, loop)
    .replace(/, ThreadHandle, .*? }/, " }")
    .replace("class Token ", "class Airdrop ");
  expect(changed).not.toMatch(/thread_|ThreadHandle/);
  expect(changed).toContain("slotOfEntry(");
  return changed;
}

/**
 * All contracts of the comparison with the virtual machine as one: a method makes each of them, so all that they are is compiled.
 * One compilation is an eighth of the time that they take one by one.
 */
function everyContract(stack: StackName): Pick<Project, "sources" | "module" | "className"> {
  const names = contractNames(stack);
  const sources: Record<string, string> = {};
  for (const name of names) sources[`${name}.ts`] = readFileSync(join(contractsFolder, `${name}.ts`), "utf8");
  // The template is for the later stack.
  if (stack === "b") sources["airdrop.ts"] = tokenWithoutSpawn();
  const imports = names.map((name) => `import { ${classOf(name)} } from "./${name}";`);
  if (stack === "b") imports.push('import { Airdrop } from "./airdrop";');
  const made = [...names.map(classOf), ...(stack === "b" ? ["Airdrop"] : [])].map((name) => `new ${name}()`);
  sources["every.ts"] = `
import { BytesWriter, Calldata, OP_NET } from "@btc-vision/btc-runtime/runtime";
${imports.join("\n")}
export class Every extends OP_NET {
  @method({ name: "index", type: ABIDataTypes.UINT32 })
  public one(calldata: Calldata): BytesWriter {
    const all: OP_NET[] = [${made.join(", ")}];
    return all[calldata.readU32()].execute(calldata.readU32(), calldata);
  }
}
`;
  return { sources, module: "every", className: "Every" };
}

/** The bytes of a contract with our transform and without it, everything else equal. */
async function bothWays(project: Omit<Project, "transforms">): Promise<readonly [Buffer, Buffer]> {
  const folders = await Promise.all([
    compileProject({ ...project, name: `${project.name}-bare` }),
    compileProject({
      ...project,
      name: `${project.name}-ours`,
      transforms: ["@threaded-contract/transform"],
      dependencies: [TRANSFORM_FOLDER, SDK_FOLDER],
    }),
  ]);
  const [bare, ours] = folders.map((folder) => readFileSync(join(folder, "contract.wasm")));
  return [bare!, ours!];
}

test.each(stackNames)(
  "contracts that do not spawn have the same bytes with our transform and without it, stack %s",
  async (stack) => {
    const [bare, ours] = await bothWays({ stack, name: "every", libraries: [ADAPTER_FOLDER], ...everyContract(stack) });
    // More than any of them alone.
    expect(bare.length).toBeGreaterThan(40_000);
    expect(ours.equals(bare)).toBe(true);
  },
  TIMEOUT_MILLISECONDS,
);
