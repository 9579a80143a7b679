import { Program } from "./machine";
import { filled } from "./test-chain";

const [key, other] = [filled(1), filled(2)];
const rich = { gas: 50_000_000n };
const junk = new Uint8Array(900).fill(0xee);

/** Runs the same commands in a thread that is tried, and then in main. */
function everywhere(commands: (program: Program) => Program, slots: readonly Uint8Array[] = []): () => Program {
  return () => commands(new Program().spawn((thread) => void commands(thread), { ...rich, slots }).join(0, 2));
}

/** Programs that leave something of every kind behind, in a thread and in main, and mostly fail in the end. */
export const poisons: Readonly<Record<string, () => Program>> = {
  memory: everywhere((program) => program.output(program.put(junk), junk.length).unreachable()),
  "grown memory": everywhere((program) => program.grow(3).output(program.put(junk), junk.length).unreachable()),
  globals: everywhere((program) => program.burn(77).setRegister(40, 0xeeee_eeeen).unreachable()),
  "the stack meter": everywhere((program) => program.recurse(1_000_000)),
  "the gas meter": everywhere((program) => program.burn(90_000_000)),
  "refused pages": everywhere((program) => program.grow(2_000).unreachable()),
  "pending writes": everywhere((program) => program.store(key, filled(0xee)).unreachable(), [key]),
  "read slots": everywhere((program) => program.load(other, 1_900).unreachable()),
  "a call's answer": everywhere((program) =>
    program.call(filled(0xa1), new Program().output(0, 800).bytes()).callLength().unreachable(),
  ),
  "a failed call's answer": everywhere((program) =>
    program.call(filled(0xa1), new Program().exit(9, junk).bytes()).callLength().unreachable(),
  ),
  "revert data": everywhere((program) => program.exit(5, junk)),
  "a thread's result": () =>
    new Program()
      .spawn((thread) => thread.return(thread.put(junk), 800).unreachable(), rich)
      .join(0, 2)
      .unreachable(),
  "a joined thread's result": () =>
    new Program()
      .spawn((thread) => thread.return(thread.put(junk), 800), rich)
      .join(0)
      .unreachable(),
  "a thread left behind": () => new Program().spawn((thread) => thread.store(key, filled(0xee)), { slots: [key] }),
  "lent regions": () => {
    const program = new Program();
    const at = program.put(junk);
    return program
      .spawn((thread) => thread.unreachable(), { ...rich, regions: [[at, 900]] })
      .join(0, 2)
      .unreachable();
  },
  "emitted events": () => new Program().emit(Uint8Array.of(0, 0, 0, 1, 65, 0, 0, 0, 0)).unreachable(),
};

/** Looks at everything that a job could have left, in main and in a thread, and says what it found. */
export function probe(): Program {
  const program = new Program();
  const [hash, answer] = [program.room(64), program.room(64)];
  const look = (found: Program): Program =>
    found
      .sha256(2_300, 20_000, hash)
      .callResult(0, 64, answer)
      .load(key, 1_900)
      .load(other, 1_932)
      .output(hash, 128)
      .output(1_900, 64)
      .showRegister(40)
      .callLength()
      .grow(0)
      .grow(1);
  program.spawn((thread) => look(thread).return(hash, 128), { gas: 5_000_000_000n });
  return look(program.resultLength().resultCode()).join(0).result(128).recurse(50).burn(10);
}
