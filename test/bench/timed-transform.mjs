// The transform, with a watch on it: says how long it took of the compilation that it is part of, from being loaded to its last hook.
import { writeSync } from "node:fs";

let spent = 0;

async function timed(action) {
  const start = performance.now();
  try {
    return await action();
  } finally {
    spent += performance.now() - start;
  }
}

const { default: Transform } = await timed(() => import("@threaded-contract/transform"));

export default class TimedTransform extends Transform {
  constructor() {
    const start = performance.now();
    super();
    spent += performance.now() - start;
  }

  afterParse(parser) {
    return timed(() => super.afterParse(parser));
  }

  afterInitialize(program) {
    return timed(() => super.afterInitialize(program));
  }

  afterCompile(module) {
    return timed(() => super.afterCompile(module));
  }
}

process.on("exit", () => writeSync(2, `transform ${spent} of ${performance.now()}\n`));
