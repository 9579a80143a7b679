import { MessageChannel, Worker } from "node:worker_threads";

const WORKER = `
const { parentPort, workerData: { port, trips } } = require("node:worker_threads");
if (trips === 0) port.on("message", () => port.postMessage(0));
else parentPort.on("message", () => {
  let left = trips, start = process.hrtime.bigint();
  const next = () => {
    if (left-- > 0) return port.postMessage(0);
    port.off("message", next);
    parentPort.postMessage(Number(process.hrtime.bigint() - start) / 1000 / trips);
  };
  port.on("message", next);
  next();
});`;

/** What a worker answers to a message: a time that it has measured, or several. */
export function ask<Answer = number>(worker: Worker, message: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (measured: Answer) => {
      worker.off("error", reject);
      resolve(measured);
    });
    worker.postMessage(message);
  });
}

/** Two workers joined by a channel, between which one message at a time goes to and fro. */
export interface RoundTrips {
  /** Microseconds that one round trip takes now, the mean over many. */
  measure(): Promise<number>;
  close(): Promise<void>;
}

/** Starts the two workers. */
export function startRoundTrips(trips: number): RoundTrips {
  const { port1, port2 } = new MessageChannel();
  const start = (port: typeof port1, count: number) =>
    new Worker(WORKER, { eval: true, workerData: { port, trips: count }, transferList: [port] });
  const [caller, answerer] = [start(port1, trips), start(port2, 0)];
  return {
    measure: () => ask(caller, 0),
    close: async () => {
      await Promise.all([caller.terminate(), answerer.terminate()]);
    },
  };
}

/** A worker that sends back what it gets, over its own port. */
export interface Echo {
  /** One message there and back, as a client on the event loop sees it. */
  trip(): Promise<unknown>;
  close(): Promise<unknown>;
}

/** Starts a worker that answers the event loop of this process. */
export function startEcho(): Echo {
  const worker = new Worker(
    `const { parentPort } = require("node:worker_threads"); parentPort.on("message", (m) => parentPort.postMessage(m));`,
    { eval: true },
  );
  return {
    trip: () =>
      new Promise((resolve) => {
        worker.once("message", resolve);
        worker.postMessage(0);
      }),
    close: () => worker.terminate(),
  };
}
