import { ADDRESS_VARIABLE } from "./client";
import { CompilerServer } from "./server";

let server: CompilerServer | undefined;

/** Before all tests of a run: starts what compiles for them; its processes start with the first program. */
export default async function setUp(): Promise<void> {
  server = new CompilerServer();
  await server.listen();
  process.env[ADDRESS_VARIABLE] = server.address;
}

/** After all tests of a run. */
export async function tearDown(): Promise<void> {
  await server?.close();
}
