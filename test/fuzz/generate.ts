/** Random programs: mostly right, with every kind of mistake often enough that a wrong rule is seen. */
import { CELL_BASE, CELL_COUNT, HANDLE_COUNT, SLOT_COUNT } from "../reference-model/program";
import type {
  ContractProgram,
  JoinMode,
  Operand,
  Operation,
  Program,
  Region,
  SpawnKind,
} from "../reference-model/program";
import { Random } from "./random";

const JOIN_MODES: readonly JoinMode[] = ["refund", "refund", "try", "join"];
/** A budget that is enough for any thread body, one that is often too small, and one that is always. */
const BUDGETS: readonly bigint[] = [2_000_000n, 2_000_000n, 2_000_000n, 20_000n, 3_000n, 30n, 1n];
const GAS_LIMITS: readonly bigint[] = [1_000_000_000n, 1_000_000_000n, 1_000_000_000n, 6_000_000n, 900_000n, 40_000n];

class Generator {
  private readonly random: Random;
  private contractCount = 1;
  constructor(seed: number) {
    this.random = new Random(seed);
  }

  program(): Program {
    const { random } = this;
    this.contractCount = random.between(1, 3);
    const contracts = Array.from({ length: this.contractCount }, (_, index) => this.contract(index));
    const gasLimits = Array.from({ length: random.between(1, 3) }, () => random.pick(GAS_LIMITS));
    return { contracts, gasLimits };
  }

  private contract(index: number): ContractProgram {
    const { random } = this;
    const threadCount = random.between(1, 4);
    const threads = Array.from({ length: threadCount }, () => this.threadBody());
    const methods = Array.from({ length: random.between(1, 3) }, (_, method) =>
      this.mainBody(threadCount, index === 0 && method === 0 ? 5 : 2),
    );
    return { methods, threads };
  }

  private operand(): Operand {
    return this.random.oneIn(2) ? "accumulator" : { literal: BigInt(this.random.below(4)) };
  }

  private slot(): number {
    // A few hot slots, so that conflicts and stale reads happen.
    return this.random.oneIn(3) ? this.random.below(SLOT_COUNT) : this.random.below(4);
  }

  /** Operations that any body may contain. */
  private plain(): Operation {
    const { random } = this;
    switch (random.below(8)) {
      case 0:
        return { operation: "burn", iterations: random.oneIn(4) ? random.between(500, 4_000) : random.between(1, 60) };
      case 1:
      case 2:
        return { operation: "read", slot: this.slot() };
      case 3:
        return { operation: "set-cell", cell: random.below(CELL_COUNT), value: this.operand() };
      case 4:
        return { operation: "get-cell", cell: random.below(CELL_COUNT) };
      case 5:
        return { operation: "set-global", value: this.operand() };
      case 6:
        return { operation: "get-global" };
      default:
        return { operation: "read", slot: this.slot() };
    }
  }

  private call(): Operation {
    const contract = this.random.below(this.contractCount + (this.random.oneIn(40) ? 1 : 0));
    return { operation: "call", contract: Math.min(contract, this.contractCount - 1), method: this.random.below(3) };
  }

  private threadBody(): Operation[] {
    const { random } = this;
    const body: Operation[] = [];
    for (let left = random.between(1, 6); left > 0; left--) {
      const choice = random.below(20);
      if (choice < 8) body.push({ operation: "write", slot: this.slot(), value: this.operand() });
      else if (choice === 8) body.push(this.call());
      else body.push(this.plain());
    }
    if (random.oneIn(12)) body.push(this.mistake());
    return body;
  }

  /** What a thread must not do, or a plain failure. */
  private mistake(): Operation {
    switch (this.random.below(5)) {
      case 0:
        return { operation: "emit", value: this.operand() };
      case 1:
        return { operation: "spawn", handle: 0, budget: 1_000n, access: { kind: "readonly" }, body: 0 };
      case 2:
        return { operation: "join", handle: 0, mode: "refund", wrongTag: false };
      default:
        return { operation: "fail", how: this.random.pick(["unreachable", "divide", "revert"] as const) };
    }
  }

  private access(): SpawnKind {
    const { random } = this;
    const choice = random.below(8);
    if (choice < 5) {
      const slots = Array.from({ length: random.between(0, 4) }, () => this.slot());
      return { kind: "reservation", slots: random.oneIn(25) ? slots : [...new Set(slots)] };
    }
    if (choice === 5) return { kind: "memory", regions: this.regions() };
    return { kind: "readonly" };
  }

  private regions(): Region[] {
    return Array.from({ length: this.random.between(1, 2) }, () => ({
      pointer: CELL_BASE + 8 * this.random.below(CELL_COUNT),
      lengthBytes: 8 * this.random.between(1, 2),
    }));
  }

  private mainBody(threadCount: number, weight: number): Operation[] {
    const { random } = this;
    const body: Operation[] = [];
    let open: number[] = [];
    const join = (handle: number): Operation => ({
      operation: "join",
      handle,
      mode: random.pick(JOIN_MODES),
      wrongTag: random.oneIn(60),
    });
    for (let left = random.between(1, 3 * weight); left > 0; left--) {
      const choice = random.below(20);
      const free = Array.from({ length: HANDLE_COUNT }, (_, h) => h).filter((h) => !open.includes(h));
      if (choice < 8 && free.length > 0 && weight > 1) {
        const handle = random.pick(free);
        open.push(handle);
        const body_ = random.below(threadCount);
        body.push({ operation: "spawn", handle, budget: random.pick(BUDGETS), access: this.access(), body: body_ });
      } else if (choice < 11 && open.length > 0) {
        const handle = random.pick(open);
        open = open.filter((h) => h !== handle);
        body.push(join(handle));
      } else if (choice === 11) body.push({ operation: "write", slot: this.slot(), value: this.operand() });
      else if (choice === 12) body.push({ operation: "emit", value: this.operand() });
      else if (choice === 13) body.push(this.call());
      else if (choice === 14 && random.oneIn(8)) body.push(join(random.below(HANDLE_COUNT)));
      else body.push(this.plain());
    }
    if (!random.oneIn(25)) while (open.length > 0) body.push(join(open.splice(random.below(open.length), 1)[0] ?? 0));
    for (let left = random.below(3); left > 0; left--) body.push({ operation: "read", slot: this.slot() });
    if (random.oneIn(25)) {
      body.push({ operation: "fail", how: random.pick(["unreachable", "divide", "revert"] as const) });
    }
    return body;
  }
}

/** The program of a seed; the same on every machine. */
export function generateProgram(seed: number): Program {
  return new Generator(seed).program();
}
