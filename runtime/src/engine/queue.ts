import { invariant } from "../errors";
import {
  claimedBy,
  Control,
  CONTROL_WORDS,
  JOB_SLOTS,
  JobState,
  QUEUE_POSITIONS,
  Slot,
  SLOT_WORDS,
  SLOTS_FIRST_WORD,
  STATE_BITS,
  STATE_MASK,
  stateWordOf,
} from "../protocol";
import { SPIN_ROUNDS, spinRoundsWhile } from "./spin";

/**
 * Gas from which waking a sleeping worker pays: a wake-up costs the spawner 8 µs and the worker 20 to 50 µs
 * (performance.md §1), and a unit of gas is about a nanosecond. It is a hint and nothing more: a job that wakes nobody is
 * run by its joiner, with the same receipt.
 */
export const WAKE_BREAK_EVEN_GAS = 50_000;

/** Gas of one unit of `Control.unclaimedHint`, which is a signed 32-bit word. */
const GAS_PER_HINT_UNIT = 1_000;
const HINT_UNITS_MAXIMUM = 1_000_000;
const WAKE_BREAK_EVEN_UNITS = WAKE_BREAK_EVEN_GAS / GAS_PER_HINT_UNIT;

const ALL_SLOTS: readonly number[] = Array.from({ length: JOB_SLOTS }, (_, slot) => slot);

/** Index of a word of a job slot in the control block. */
export function slotWord(slot: number, word: Slot): number {
  return SLOTS_FIRST_WORD + slot * SLOT_WORDS + word;
}

/**
 * The queue of jobs in shared memory. The frame worker publishes; everybody claims, the frame worker included.
 *
 * A queue position names a slot, and a claim is one compare-and-swap on the slot's state word. A position may be
 * out of date (its job was claimed by its joiner, and the slot is free or used again); whoever meets one then claims
 * the newer job or passes on, so positions never need a generation count.
 */
export class JobQueue {
  constructor(readonly words: Int32Array) {
    invariant(words.length >= CONTROL_WORDS, "the control block is complete");
  }

  state(slot: number): JobState {
    return Atomics.load(this.words, slotWord(slot, Slot.state)) & STATE_MASK;
  }

  /** The whole state word, claimant included. */
  stateWord(slot: number): number {
    return Atomics.load(this.words, slotWord(slot, Slot.state));
  }

  get(slot: number, word: Slot): number {
    return this.words[slotWord(slot, word)] as number;
  }

  set(slot: number, word: Slot, value: number): void {
    this.words[slotWord(slot, word)] = value;
  }

  /** Whether another job can be published; positions whose jobs are gone are dropped first. */
  hasRoom(): boolean {
    const { words } = this;
    const tail = Atomics.load(words, Control.tail);
    if (((tail - Atomics.load(words, Control.head)) | 0) < QUEUE_POSITIONS) return true;
    this.advanceHead(tail);
    return ((tail - Atomics.load(words, Control.head)) | 0) < QUEUE_POSITIONS;
  }

  /**
   * Publishes a slot whose other words are written.
   *
   * @param gas what the job is likely to use, the hint for waking
   */
  publish(slot: number, gas: number): void {
    const { words } = this;
    invariant(slot >= 0 && slot < JOB_SLOTS && this.state(slot) === JobState.free, "a free slot is published");
    invariant(gas >= 0, "gas is counted up");
    const hint = Math.floor(Math.min(gas / GAS_PER_HINT_UNIT, HINT_UNITS_MAXIMUM));
    if (Atomics.load(words, Control.active) === 0) Atomics.store(words, Control.active, 1);
    this.set(slot, Slot.hint, hint);
    this.set(slot, Slot.serial, (this.get(slot, Slot.serial) + 1) | 0);
    const tail = Atomics.load(words, Control.tail);
    Atomics.store(words, Control.queue + (tail & (QUEUE_POSITIONS - 1)), slot);
    Atomics.store(words, slotWord(slot, Slot.state), JobState.queued);
    Atomics.store(words, Control.tail, (tail + 1) | 0);
    const unclaimed = Atomics.add(words, Control.unclaimedHint, hint) + hint;
    Atomics.add(words, Control.signal, 1);
    if (unclaimed >= WAKE_BREAK_EVEN_UNITS && Atomics.load(words, Control.sleepers) > 0) {
      Atomics.notify(words, Control.signal, 1);
    }
  }

  /** Jobs published so far, in 32 bits. */
  get published(): number {
    return Atomics.load(this.words, Control.tail);
  }

  /** Wakes workers for jobs that are about to come; those who find none look for a while and go back to sleep. */
  rouse(workers: number): void {
    invariant(workers >= 0, "workers are counted");
    if (workers === 0) return;
    Atomics.store(this.words, Control.active, 1);
    if (Atomics.load(this.words, Control.sleepers) > 0) {
      Atomics.notify(this.words, Control.signal, workers);
    }
  }

  /** Claims that slot; false when somebody else did. */
  claim(slot: number, claimant: number): boolean {
    const { words } = this;
    const word = slotWord(slot, Slot.state);
    if (Atomics.compareExchange(words, word, JobState.queued, claimedBy(claimant)) !== JobState.queued) return false;
    Atomics.sub(words, Control.unclaimedHint, this.get(slot, Slot.hint));
    return true;
  }

  /** Claims the oldest published job; -1 when there is none. */
  claimAny(claimant: number): number {
    const { words } = this;
    const tail = Atomics.load(words, Control.tail);
    for (let position = Atomics.load(words, Control.head); position !== tail; position = (position + 1) | 0) {
      if (((tail - position) | 0) < 0) return -1; // others moved the head past the tail we saw
      const slot = Atomics.load(words, Control.queue + (position & (QUEUE_POSITIONS - 1)));
      const claimed = this.claim(slot, claimant);
      Atomics.compareExchange(words, Control.head, position, (position + 1) | 0);
      if (claimed) return slot;
    }
    return -1;
  }

  /**
   * Ends a claim, and wakes the joiner if it sleeps. Waking is asked for only then: an engine has one lock for all sleeping and waking in
   * the process, and workers that finish at the same time would put each other to sleep over it.
   */
  complete(slot: number, state: JobState, claimant: number): void {
    const word = slotWord(slot, Slot.state);
    const before = Atomics.compareExchange(this.words, word, claimedBy(claimant), stateWordOf(state, claimant));
    invariant(before === claimedBy(claimant), "a job is completed by who claimed it");
    if (Atomics.load(this.words, Control.joinersAsleep) > 0) Atomics.notify(this.words, word);
  }

  /** Waits until a slot's state word is no longer `stateWord`: spins, then sleeps. */
  waitForEnd(slot: number, stateWord: number): void {
    const { words } = this;
    const word = slotWord(slot, Slot.state);
    if (spinRoundsWhile(words, word, stateWord, SPIN_ROUNDS)) return;
    // Said before the last look at the word: whoever ends the claim after that look knows that somebody is to be woken.
    Atomics.add(words, Control.joinersAsleep, 1);
    while (Atomics.load(words, word) === stateWord) Atomics.wait(words, word, stateWord);
    Atomics.sub(words, Control.joinersAsleep, 1);
  }

  /** Whether the slot holds an outcome of that claimant that has not been read. */
  isDoneBy(slot: number, claimant: number): boolean {
    return this.stateWord(slot) === stateWordOf(JobState.done, claimant);
  }

  /** Slots that hold outcomes of that claimant. */
  slotsDoneBy(claimant: number): number[] {
    return ALL_SLOTS.filter((slot) => this.isDoneBy(slot, claimant));
  }

  /** Gives a slot back. */
  release(slot: number): void {
    Atomics.store(this.words, slotWord(slot, Slot.state), JobState.free);
  }

  /** Marks what a dead worker was running as lost; called by the coordinator. Returns how many jobs that was. */
  abandon(claimant: number): number {
    const claimed = claimedBy(claimant);
    const lost = ALL_SLOTS.filter((slot) => {
      const word = slotWord(slot, Slot.state);
      if (Atomics.compareExchange(this.words, word, claimed, JobState.lost) !== claimed) return false;
      Atomics.notify(this.words, word);
      return true;
    });
    return lost.length;
  }

  /** Sends workers without work to sleep: the transaction has ended, and whoever waits for it needs a core. */
  end(): void {
    Atomics.store(this.words, Control.active, 0);
    Atomics.add(this.words, Control.signal, 1);
  }

  /** Looks for a publication after `signal` was read, for a while; whether there has been one. */
  lookForWork(signal: number): boolean {
    return spinRoundsWhile(this.words, Control.signal, signal, this.spinRounds());
  }

  /**
   * Sleeps until somebody publishes or rouses; undefined if somebody has since `signal` was read.
   * The caller says so with `awake` afterwards. The sleep is the event loop's, see runtime/docs/engine.md: waiting in `Atomics.wait`, workers that
   * are woken together wake one another, one after the other, and on a virtual machine on the same core.
   */
  sleep(signal: number): Promise<unknown> | undefined {
    Atomics.add(this.words, Control.sleepers, 1);
    const sleep = Atomics.waitAsync(this.words, Control.signal, signal);
    if (sleep.async) return sleep.value;
    this.awake();
    return undefined;
  }

  /** Ends a sleep. */
  awake(): void {
    const before = Atomics.sub(this.words, Control.sleepers, 1);
    invariant(before > 0, "who wakes has slept");
  }

  /** Makes every worker leave its loop once its job has ended. */
  stop(): void {
    Atomics.store(this.words, Control.stop, 1);
    Atomics.add(this.words, Control.signal, 1);
    Atomics.notify(this.words, Control.signal);
  }

  /**
   * How long a worker spins: while a transaction runs, so long that one late worker does not send all to sleep; after it once, since
   * the next may follow, but for the first worker, whose core is needed by the thread that waits for the answer.
   */
  private spinRounds(): number {
    if (Atomics.load(this.words, Control.active) !== 0) return SPIN_ROUNDS;
    return Atomics.load(this.words, Control.sleepers) > 0 ? 1 : 0;
  }

  private advanceHead(tail: number): void {
    const { words } = this;
    for (let head = Atomics.load(words, Control.head); head !== tail; head = (head + 1) | 0) {
      const slot = Atomics.load(words, Control.queue + (head & (QUEUE_POSITIONS - 1)));
      if (this.state(slot) === JobState.queued) return;
      Atomics.compareExchange(words, Control.head, head, (head + 1) | 0);
    }
  }
}

/** Number of the claimant in a state word. */
export function claimantOf(stateWord: number): number {
  return stateWord >>> STATE_BITS;
}
