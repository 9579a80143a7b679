/** Random programs: mostly right, with every kind of mistake often enough that a wrong rule is seen. */
import { CELL_BASE, CELL_COUNT, CONTRACTS_MAXIMUM, HANDLE_COUNT, RAMP_COUNT, SLOT_COUNT } from "./program";
import type {
  Access,
  Body,
  ContractProgram,
  Failure,
  Join,
  JoinMistake,
  JoinMode,
  Operand,
  Operation,
  Program,
  Region,
  Spawn,
  SpawnMistake,
  Transaction,
} from "./program";
import { Random } from "./random";

const JOIN_MODES: readonly JoinMode[] = ["refund", "commit", "try", "try", "join"];
const JOIN_MISTAKES: readonly JoinMistake[] = ["tag", "mode", "forged", "foreign"];
const SPAWN_MISTAKES: readonly SpawnMistake[] = ["entry", "tag", "budget", "slots", "keys", "regions"];
const FAILURES: readonly Failure[] = ["unreachable", "divide", "memory", "revert", "abort"];
/** Budgets that are enough for most bodies, that are often too small, and that always are. */
const BUDGETS: readonly bigint[] = [
  ...Array<bigint>(12).fill(400_000n),
  ...Array<bigint>(4).fill(2_000_000n),
  20_000n,
  3_000n,
  30n,
  1n,
];
const GAS_LIMITS: readonly bigint[] = [...Array<bigint>(12).fill(40_000_000n), 6_000_000n, 900_000n, 40_000n];
/** Enough for a thousand calls. */
const LARGE_GAS_LIMIT = 200_000_000n;
const METHODS_MAXIMUM = 3;
const WORD = (1n << 64n) - 1n;

class Generator {
  private readonly random: Random;
  private contractCount = 1;
  /** Number of the method that is made, over all contracts. */
  private rank = 0;
  constructor(seed: number) {
    this.random = new Random(seed);
  }

  program(): Program {
    const { random } = this;
    this.contractCount = random.between(1, CONTRACTS_MAXIMUM);
    const contracts = Array.from({ length: this.contractCount }, (_, index) => this.contract(index));
    const calls = contracts.flatMap(({ methods }) => methods.flat()).some((each) => each.operation === "call-loop");
    const transactions = Array.from({ length: random.between(1, 3) }, () => this.transaction(calls));
    return { contracts, transactions };
  }

  private transaction(calls: boolean): Transaction {
    const { random } = this;
    const gasLimit = random.oneIn(calls ? 2 : 30) ? LARGE_GAS_LIMIT : random.pick(GAS_LIMITS);
    return { gasLimit, readOnly: random.oneIn(30) };
  }

  private contract(index: number): ContractProgram {
    const { random } = this;
    const threadCount = random.between(1, 4);
    this.rank = METHODS_MAXIMUM * index;
    const threads = Array.from({ length: threadCount }, () => this.threadBody());
    const methods = Array.from({ length: random.between(1, METHODS_MAXIMUM) }, (_, method) => {
      this.rank = METHODS_MAXIMUM * index + method;
      const first = index === 0 && method === 0;
      return !first && random.oneIn(3) ? this.plainBody() : this.mainBody(threads, first ? 5 : 2);
    });
    return { methods, threads };
  }

  /** A method without threads of its own. */
  private plainBody(): Body {
    const { random } = this;
    return Array.from({ length: random.between(1, 5) }, () => {
      if (random.oneIn(5)) return this.write();
      return random.oneIn(8) ? this.call() : this.plain();
    });
  }

  private operand(): Operand {
    const { random } = this;
    if (random.oneIn(2)) return "accumulator";
    return { literal: random.oneIn(12) ? WORD - BigInt(random.below(3)) : BigInt(random.below(4)) };
  }

  private slot(): number {
    // A few hot slots, so that conflicts and stale reads happen.
    return this.random.oneIn(3) ? this.random.below(SLOT_COUNT) : this.random.below(4);
  }

  /** Operations that any body may contain. */
  private plain(): Operation {
    const { random } = this;
    switch (random.below(10)) {
      case 0:
        return { operation: "burn", iterations: random.oneIn(4) ? random.between(500, 4_000) : random.between(1, 60) };
      case 1:
        return { operation: "set-cell", cell: random.below(CELL_COUNT), value: this.operand() };
      case 2:
        return { operation: "get-cell", cell: random.below(CELL_COUNT) };
      case 3:
        return { operation: "set-global", value: this.operand() };
      case 4:
        return { operation: "get-global" };
      case 5:
        return this.uncommon();
      default:
        return { operation: "read", slot: this.slot() };
    }
  }

  private uncommon(): Operation {
    const { random } = this;
    switch (random.below(8)) {
      case 0:
      case 4:
        return { operation: "grow", pages: random.pick([0, 1, 1, 2, 3, 17, 1_024, 65_536]) };
      case 1:
        return random.oneIn(6) ? { operation: "exit", status: random.pick([0, 0, 1, 7]) } : { operation: "context" };
      case 2:
        return random.oneIn(3)
          ? { operation: "return", length: random.pick([8, 1_048_577]) }
          : { operation: "context" };
      case 3:
        return random.oneIn(4) ? this.failure() : { operation: "context" };
      default:
        return { operation: "context" };
    }
  }

  private failure(): Operation {
    return { operation: "fail", how: this.random.pick(FAILURES) };
  }

  /** @param read slots of which one is written, since threads that are spawned later read them */
  private write(read: readonly number[] = []): Operation {
    if (read.length > 0) return { operation: "write", slot: this.random.pick(read), value: this.operand() };
    const slot = this.random.oneIn(3) ? this.slot() : this.random.below(SLOT_COUNT);
    return { operation: "write", slot, value: this.operand() };
  }

  private emit(): Operation {
    const { random } = this;
    const event = { operation: "emit", value: this.operand() } as const;
    return random.oneIn(30) ? { ...event, mistake: random.pick(["malformed", "long name"] as const) } : event;
  }

  /** Mostly of a method further on, since a recursion to the limit of depth takes a hundred times as long. */
  private call(): Operation {
    const { random } = this;
    const anywhere = random.oneIn(12);
    const first = anywhere ? 0 : this.rank + 1;
    const end = METHODS_MAXIMUM * this.contractCount;
    const rank = first < end ? random.between(first, end - 1) : end;
    const method = rank % METHODS_MAXIMUM;
    const contract = random.oneIn(40) || rank === end ? "nowhere" : Math.floor(rank / METHODS_MAXIMUM);
    return {
      operation: "call",
      contract,
      method,
      ...(random.oneIn(3) ? { lend: random.below(HANDLE_COUNT) } : {}),
      ...(random.oneIn(3) ? { keep: random.below(HANDLE_COUNT) } : {}),
    };
  }

  private threadBody(): Body {
    const { random } = this;
    const writes = !random.oneIn(3);
    const body: Operation[] = [];
    for (let left = random.between(1, 6); left > 0; left--) {
      const choice = random.below(20);
      if (choice < 8 && writes) body.push(this.write());
      else if (choice === 8) body.push(this.call());
      else body.push(this.plain());
    }
    if (random.oneIn(12)) body.splice(random.below(body.length + 1), 0, this.threadMistake());
    return body;
  }

  /** What a thread must not do, or a plain failure. */
  private threadMistake(): Operation {
    switch (this.random.below(7)) {
      case 0:
        return this.emit();
      case 1:
        return { operation: "spawn", handle: 0, budget: 1_000n, access: { kind: "readonly" }, body: 0 };
      case 2:
        return { operation: "join", handle: 0, mode: "refund" };
      case 3:
        return { operation: "code" };
      default:
        return this.failure();
    }
  }

  /** Any access for any body: what writes mostly fails. */
  private anyAccess(): Access {
    const { random } = this;
    const slots = Array.from({ length: random.below(5) }, () => this.slot());
    switch (random.below(4)) {
      case 0:
        return { kind: "memory", regions: [this.region()] };
      case 1:
        return { kind: "readonly" };
      default:
        return { kind: "reservation", slots: random.oneIn(6) ? slots : [...new Set(slots)] };
    }
  }

  private region(): Region {
    const { random } = this;
    if (random.oneIn(60)) return { pointer: CELL_BASE, length: 0 };
    if (random.oneIn(60)) return { pointer: 0x7fff_0000, length: 8 };
    // Cells, or bytes that begin and end anywhere in them.
    if (random.oneIn(4)) return { pointer: CELL_BASE + random.below(8 * CELL_COUNT), length: random.between(1, 20) };
    return { pointer: CELL_BASE + 8 * random.below(CELL_COUNT), length: 8 * random.between(1, 2) };
  }

  /** A region that is mostly in nobody's way. @param lent regions that other threads have */
  private freeRegion(lent: readonly Region[]): Region {
    const taken = ({ pointer, length }: Region): boolean =>
      lent.some((other) => pointer < other.pointer + other.length && other.pointer < pointer + length);
    let region = this.region();
    for (let tries = 4; tries > 0 && taken(region); tries--) region = this.region();
    return region;
  }

  /** Regions for a body: often a cell that it sets. */
  private regionsFor(body: Body, lent: readonly Region[]): Region[] {
    const { random } = this;
    const [cell] = cellsSetBy(body);
    if (cell !== undefined && random.oneIn(2)) return [{ pointer: CELL_BASE + 8 * cell, length: 8 }];
    return Array.from({ length: random.oneIn(5) ? 2 : 1 }, () => this.freeRegion(lent));
  }

  /** A body with an access that lets it do what it does. @param open spawns that are not joined, as far as one can see */
  private job(threads: readonly Body[], open: readonly Spawn[]): Pick<Spawn, "body" | "access"> {
    const { random } = this;
    const held = open.flatMap(({ access }) => (access.kind === "reservation" ? access.slots : []));
    const lent = open.flatMap(({ access }) => (access.kind === "memory" ? access.regions : []));
    const all = [...threads.keys()];
    const readers = all.filter((body) => writtenBy(threads[body]!).length === 0);
    const free = all.filter((body) => !writtenBy(threads[body]!).some((slot) => held.includes(slot)));
    const choice = random.below(20);
    if (choice < 11 && free.length > 0) {
      const body = random.pick(free);
      const more = this.slot();
      const slots = random.oneIn(3) && !held.includes(more) ? [more] : [];
      return { body, access: { kind: "reservation", slots: [...new Set([...writtenBy(threads[body]!), ...slots])] } };
    }
    if (choice < 18 && readers.length > 0) {
      const body = random.pick(readers);
      const regions = this.regionsFor(threads[body]!, lent);
      return { body, access: choice < 15 ? { kind: "memory", regions } : { kind: "readonly" } };
    }
    return { body: random.pick(all), access: this.anyAccess() };
  }

  private spawn(handle: number, threads: readonly Body[], open: readonly Spawn[]): Spawn {
    const { random } = this;
    const budget = random.oneIn(150) ? WORD : random.pick(BUDGETS);
    const spawn = { operation: "spawn", handle, budget, ...this.job(threads, open) } as const;
    return random.oneIn(80) ? { ...spawn, mistake: random.pick(SPAWN_MISTAKES) } : spawn;
  }

  private join(handle: Join["handle"]): Join {
    const { random } = this;
    const mistake = random.oneIn(80) ? { mistake: random.pick(JOIN_MISTAKES) } : {};
    return { operation: "join", handle, mode: random.pick(JOIN_MODES), ...mistake };
  }

  /** A join, and perhaps what can be asked about it. */
  private joinAndAsk(handle: Join["handle"]): Operation[] {
    const { random } = this;
    const join = this.join(handle);
    const asked: Operation[] = [];
    if (join.mode === "commit" || random.oneIn(10)) asked.push({ operation: "committed", index: random.below(3) });
    if (join.mode === "try" && random.oneIn(2)) asked.push({ operation: "code" });
    return [join, ...asked];
  }

  private spawnLoop(threadCount: number): Operation {
    const { random } = this;
    const joined = random.oneIn(2);
    const many = random.oneIn(joined ? 4 : 2);
    const rounds = many ? (joined ? 70 : 260) : random.between(2, 9);
    const slots = joined ? (many ? RAMP_COUNT : random.pick([0, 1, 4])) : 0;
    const budget = many ? 1_000n : random.pick([300_000n, 20_000n]);
    return { operation: "spawn-loop", rounds, slots, budget, body: random.below(threadCount), joined };
  }

  private mainBody(threads: readonly Body[], weight: number): Body {
    const { random } = this;
    const body: Operation[] = [];
    let open: Spawn[] = [];
    const close = ({ handle, access }: Spawn): void => {
      open = open.filter((each) => each.handle !== handle);
      if (access.kind === "memory" && random.oneIn(8)) {
        body.push({ operation: "set-cell", cell: random.below(CELL_COUNT), value: this.operand() });
      }
      body.push(...this.joinAndAsk(handle));
      if (access.kind === "memory" && random.oneIn(2)) {
        const cell = Math.floor((access.regions[0]!.pointer - CELL_BASE) / 8);
        if (cell < CELL_COUNT) body.push({ operation: "get-cell", cell });
      }
      if (random.oneIn(60)) body.push(this.join(handle));
    };
    for (let left = random.between(1, 3 * weight); left > 0; left--) {
      const choice = random.below(20);
      const handles = Array.from({ length: HANDLE_COUNT }, (_, handle) => handle);
      const free = handles.filter((handle) => !open.some((each) => each.handle === handle));
      if (choice < 8 && free.length > 0) {
        const spawn = this.spawn(random.pick(free), threads, open);
        open.push(spawn);
        body.push(spawn);
      } else if (choice < 11 && open.length > 0) close(random.pick(open));
      else if (choice === 11) body.push(this.write(random.oneIn(2) && open.length > 0 ? readBy(threads) : []));
      else if (choice === 12) body.push(this.emit());
      else if (choice > 14 && random.oneIn(4)) body.push(...open.flatMap(heldBy).map(readOf));
      else if (choice === 13) body.push(this.call());
      else if (choice === 14) body.push(...this.rare(threads.length));
      else body.push(this.plain());
    }
    if (!random.oneIn(25)) while (open.length > 0) close(random.pick(open));
    for (let left = random.below(3); left > 0; left--) body.push({ operation: "read", slot: this.slot() });
    if (random.oneIn(25)) body.push(this.failure());
    return body;
  }

  private rare(threadCount: number): Operation[] {
    const { random } = this;
    switch (random.below(10)) {
      case 0:
        return random.oneIn(3) ? this.joinAndAsk("given") : [this.plain()];
      case 1:
        return this.joinAndAsk(random.below(HANDLE_COUNT));
      case 3:
        return random.oneIn(4) ? [this.spawnLoop(threadCount)] : [this.plain()];
      case 4:
        return [{ operation: "committed", index: 0 }];
      case 5:
        return random.oneIn(4)
          ? [{ operation: "call-loop", rounds: random.pick([2, 40, 500, 1_030]) }]
          : [this.plain()];
      case 6:
        if (!random.oneIn(3)) return [this.plain()];
        return [
          { operation: "grow", pages: 1_024 },
          { operation: "fail", how: "unreachable" },
        ];
      default:
        return [this.plain()];
    }
  }
}

/** The slots that a body writes, each once. */
function writtenBy(body: Body): number[] {
  return [...new Set(body.flatMap((each) => (each.operation === "write" ? [each.slot] : [])))];
}

/** The slots that a thread holds. */
function heldBy({ access }: Spawn): readonly number[] {
  return access.kind === "reservation" ? access.slots : [];
}

function readOf(slot: number): Operation {
  return { operation: "read", slot };
}

/** The cells of memory that a body sets. */
function cellsSetBy(body: Body): number[] {
  return body.flatMap((each) => (each.operation === "set-cell" ? [each.cell] : []));
}

/** The slots that threads read. */
function readBy(threads: readonly Body[]): number[] {
  return threads.flat().flatMap((each) => (each.operation === "read" ? [each.slot] : []));
}

/** A program of a seed; the same on every machine. */
export function generateProgram(seed: number, index: number): Program {
  return new Generator(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca77)).program();
}
