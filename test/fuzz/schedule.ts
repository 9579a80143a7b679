import { Random } from "./random";

/** How far the workers get at one protocol point of the frame. */
const STEPS: readonly number[] = [0, 0, 1, 2, 6];

/** Which of the jobs that are ready a worker takes. */
const ORDERS = ["oldest", "newest", "any", "any"] as const;
export type Order = (typeof ORDERS)[number];

/** One in so many steps, by schedule; 0 for never. */
const SELDOM: readonly number[] = [0, 0, 0, 20, 5];

/** Longest time, in steps, for which a worker is starved. */
const STARVED_STEPS = 60;

/**
 * Every decision of one run of the pool, drawn from a seed: how far the workers get while the frame goes on, which of
 * them, who is starved, who dies, which job is taken first, and which job is not handed over at all.
 *
 * The schedule has a character of its own, since decisions that are all drawn evenly come out all the same: with one seed
 * the workers never move before they are waited for, with another everything is done before the frame looks.
 */
export class Schedule {
  private readonly random: Random;
  private readonly steps: number;
  private readonly order: Order;
  private readonly starving: number;
  private readonly dying: number;
  private readonly inline: number;
  private clock = 0;
  private readonly starvedUntil: number[];

  constructor(
    seed: number,
    private readonly workers: number,
  ) {
    const random = new Random(seed);
    this.random = random;
    this.steps = random.pick(STEPS);
    this.order = random.pick(ORDERS);
    this.starving = random.pick(SELDOM);
    this.dying = random.pick(SELDOM);
    this.inline = random.pick(SELDOM);
    // A worker that is starved from the start sleeps through short transactions.
    this.starvedUntil = Array.from({ length: workers }, () => (random.oneIn(4) ? random.below(STARVED_STEPS) : 0));
  }

  /** Steps that the workers make now, all together. */
  stepsNow(): number {
    return this.steps === 0 ? 0 : this.random.below(this.steps + 1);
  }

  /** The worker that moves next, or -1 when the one that would is starved. */
  nextWorker(): number {
    this.clock++;
    const worker = this.random.below(this.workers);
    if (this.happens(this.starving)) this.starvedUntil[worker] = this.clock + this.random.below(STARVED_STEPS);
    return this.starvedUntil[worker]! > this.clock ? -1 : worker;
  }

  /** Whether the worker that moves dies instead. */
  dies(): boolean {
    return this.happens(this.dying);
  }

  /** Whether a thread runs at its spawn, as a short one does. */
  runsAtOnce(): boolean {
    return this.happens(this.inline);
  }

  /** The job that is taken, of those that are ready, oldest first. */
  pick(ready: readonly number[]): number {
    const { order, random } = this;
    const at = order === "oldest" ? 0 : order === "newest" ? ready.length - 1 : random.below(ready.length);
    return ready[at]!;
  }

  private happens(oneIn: number): boolean {
    return oneIn > 0 && this.random.oneIn(oneIn);
  }
}
