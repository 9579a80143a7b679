import { invariant } from "../errors";
import type { GasSchedule } from "../gas/schedule";
import type { ForgetMessage, ModuleMessage, ToThreadWorker, WorldMessage } from "../protocol";
import type { AdmittedModule } from "../meter/admit";
import type { ContractRecord } from "../world";
import { moduleKey } from "./admitted-modules";

/** A chain as it stands between two transactions: what workers have to know to run one. */
export interface ChainPicture {
  /** Number of the chain in this process. */
  readonly chain: number;
  /** Number of this picture; a new one for every change. */
  readonly world: number;
  readonly schedule: GasSchedule;
  readonly extensions: readonly string[];
  readonly state: SharedArrayBuffer;
  readonly contracts: readonly ContractRecord[];
  /** The code that the transaction puts into a contract's place; null unless it is an update. */
  readonly updateCode: AdmittedModule | null;
}

/** What the workers of one engine have been told, so that each thing is sent once, and again to a replacement. */
export class EngineKnowledge {
  private readonly modules = new Map<string, ModuleMessage>();
  private readonly worlds = new Map<number, WorldMessage>();

  knows(chain: number): boolean {
    return this.worlds.has(chain);
  }

  /** Messages that bring the workers up to date, to be sent in this order. */
  learn(picture: ChainPicture): ToThreadWorker[] {
    if (this.worlds.get(picture.chain)?.world === picture.world) return [];
    const messages: ToThreadWorker[] = [];
    const contracts = picture.contracts.map(({ index, address, deployer, module }) => {
      return { index, address, deployer, module: this.learnModule(module, messages) };
    });
    const updateCode = picture.updateCode === null ? null : this.learnModule(picture.updateCode, messages);
    const { chain, world, schedule, extensions, state } = picture;
    const message: WorldMessage = { type: "world", chain, world, schedule, extensions, state, contracts, updateCode };
    this.worlds.set(chain, message);
    messages.push(message);
    return messages;
  }

  /** The key of a module; the message that brings it is added if it was not sent before. */
  private learnModule(module: AdmittedModule, messages: ToThreadWorker[]): string {
    const key = moduleKey(module.hash, module.schedule);
    if (!this.modules.has(key)) {
      const message: ModuleMessage = { type: "module", key, module };
      this.modules.set(key, message);
      messages.push(message);
    }
    return key;
  }

  /** Messages that make the workers drop a chain, with the modules no other chain has. */
  forget(chain: number): ForgetMessage[] {
    if (!this.worlds.delete(chain)) return [];
    const needed = new Set([...this.worlds.values()].flatMap(modulesOf));
    const unneeded = [...this.modules.keys()].filter((key) => !needed.has(key));
    for (const key of unneeded) this.modules.delete(key);
    invariant(this.modules.size === needed.size, "exactly the modules of known chains are kept");
    return [{ type: "forget", chain, modules: unneeded }];
  }

  /** Everything, for a worker that takes the place of another. */
  all(): ToThreadWorker[] {
    return [...this.modules.values(), ...this.worlds.values()];
  }
}

function modulesOf({ contracts, updateCode }: WorldMessage): string[] {
  const modules = contracts.map(({ module }) => module);
  return updateCode === null ? modules : [...modules, updateCode];
}
