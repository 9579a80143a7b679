// Prints what the engine costs, as ratios to a postMessage round trip taken in the same run.
// Usage: node runtime/bench/engine.mjs <engine.wasm>, compiled from runtime/test/engine/contracts/engine.ts.
import { loadavg } from "node:os";
import { argv, exit, stderr, stdout, version } from "node:process";
import { Worker } from "node:worker_threads";
import { createChain } from "@threaded-contract/runtime";

const [, , wasm] = argv;
if (wasm === undefined) {
  stderr.write("Usage: node runtime/bench/engine.mjs <engine.wasm>\n");
  exit(1);
}

const print = (line) => stdout.write(`${line}\n`);

const median = (values) => [...values].sort((left, right) => left - right)[values.length >> 1];

/** Median microseconds of one call, interleaved by the caller. */
async function time(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) * 1_000;
}

const echo = new Worker('require("worker_threads").parentPort.on("message", function (m) { this.postMessage(m); })', {
  eval: true,
});
const roundTrip = () => new Promise((resolve) => (echo.once("message", resolve), echo.postMessage(0)));

const parallel = await createChain({ replay: false });
const start = performance.now();
const threaded = await parallel.deploy(wasm);
print(
  `Node ${version}, load ${loadavg()[0].toFixed(1)}; first deployment ${(performance.now() - start).toFixed(0)} ms`,
);
const serial = await createChain({ replay: false, workers: 0 });
const inline = await serial.deploy(wasm);

const PAIRS = 1_000;
const samples = { trip: [], call: [], replayed: [], spawn: [], spawnInline: [] };
for (let i = -10; i < 40; i++) {
  const round = {
    trip: await time(roundTrip),
    call: await time(() => threaded.nothing()),
    replayed: await time(() => threaded.with({ replay: true }).nothing()),
    spawn: (await time(() => threaded.spawnAndJoin(PAIRS, 1_000_000n))) / PAIRS,
    spawnInline: (await time(() => inline.spawnAndJoin(PAIRS, 1_000_000n))) / PAIRS,
  };
  if (i >= 0) for (const name of Object.keys(samples)) samples[name].push(round[name]);
}
const trip = median(samples.trip);
for (const [name, values] of Object.entries(samples)) {
  print(
    `${name.padEnd(12)} ${median(values).toFixed(1).padStart(8)} µs  ${(median(values) / trip).toFixed(2)} × round trip`,
  );
}

for (const threads of [4, 16, 64]) {
  for (const iterations of [30_000, 300_000, 3_000_000]) {
    const times = { pool: [], one: [] };
    for (let i = -2; i < 9; i++) {
      const pool = await time(() => threaded.spread(threads, iterations, 100_000_000n));
      const one = await time(() => inline.spread(threads, iterations, 100_000_000n));
      if (i < 0) continue;
      times.pool.push(pool);
      times.one.push(one);
    }
    const each = median(times.one) / threads / 1_000;
    const ratio = median(times.one) / median(times.pool);
    print(`${String(threads).padStart(2)} threads of ${each.toFixed(2)} ms: speed-up ${ratio.toFixed(2)}`);
  }
}
await Promise.all([parallel.close(), serial.close(), echo.terminate()]);
