import { findHostImport, formatFunctionType, isLockName, ThreadedContractError } from "@threaded-contract/transform";
import type { Dialect, WasmModule } from "@threaded-contract/transform";

function refuse(name: string, reason: string): never {
  throw new ThreadedContractError("TC6003", { import: name, reason });
}

/**
 * Checks every import against the host's list by module, name and exact signature.
 *
 * @returns the imported functions' names without their module, in import order
 * @throws TC3009 for a lock, which does not exist yet; TC6003 for the first import that the host does not offer as it is declared
 */
export function checkImports(module: WasmModule, dialect: Dialect): string[] {
  return module.imports.map((found) => {
    const name = `${found.module}.${found.name}`;
    if (found.kind !== "function") return refuse(name, `a ${found.kind}, and only functions can be imported`);
    if (isLockName(found.name)) throw new ThreadedContractError("TC3009", { name });
    const known = findHostImport(found.module, found.name);
    if (known === undefined) return refuse(name, "which the host does not have");
    if (!known.dialects.includes(dialect)) {
      return refuse(name, `which ${dialect === "plain" ? "plain modules" : "OP_NET contracts"} cannot use`);
    }
    const signature = formatFunctionType(module.types[found.type]!);
    if (signature !== known.signature) return refuse(name, `as ${signature}, but it is ${known.signature}`);
    return found.name;
  });
}
