import { connect } from "node:net";
import { readAll, type Message, type Reply } from "./message";
import { CompilerPool, type CompilerRequest } from "./pool";

/** The environment's variable with the address of the tests' compilers. */
export const ADDRESS_VARIABLE = "THREADED_CONTRACT_TEST_COMPILERS";

async function ask(address: string, message: Message): Promise<unknown> {
  const socket = connect(address);
  socket.end(JSON.stringify(message));
  const reply = JSON.parse(await readAll(socket)) as Reply;
  if ("failed" in reply) throw new Error(reply.failed);
  return reply.answer;
}

/** Compiles with the processes that jest's set-up has ready for all tests, or outside jest with its own; it has to be closed. */
export class Compilers {
  #own: CompilerPool | undefined;

  /**
   * Compiles one program.
   *
   * @param module path of an ES module whose function `compile` gets the request
   * @param isWhole whether the request holds everything that decides the answer, beside the toolchain: then an answer may be
   *   one of an earlier run
   */
  async compile<Answer>(module: string, request: CompilerRequest, isWhole: boolean): Promise<Answer> {
    const address = process.env[ADDRESS_VARIABLE];
    if (address !== undefined) return (await ask(address, { module, request, isWhole })) as Answer;
    this.#own ??= new CompilerPool();
    return (await this.#own.compile(module, request)) as Answer;
  }

  close(): void {
    this.#own?.close();
    this.#own = undefined;
  }
}
