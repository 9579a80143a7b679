/**
 * Our runtime as a command for `--against`: reads a fixture as JSON on standard input, and writes its outcomes as JSON on
 * standard output. It is the smallest example of such a command.
 */
import type { AdapterInput } from "../adapter";
import { ownMachine } from "../own-machine";

async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const input = JSON.parse(Buffer.concat(chunks).toString("utf8")) as AdapterInput;
  process.stdout.write(JSON.stringify(await ownMachine("lazy")(input)));
}

void main();
