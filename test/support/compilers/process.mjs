// One of the processes that compile for tests. asc is an ES module, which jest cannot load without flags; it stays loaded
// here, and compiles a small program five times as fast as a new process would.
import { pathToFileURL } from "node:url";

process.on("disconnect", () => process.exit());
process.on("message", async ({ module, request }) => {
  const reply = await import(pathToFileURL(module).href)
    .then(({ compile }) => compile(request))
    .then(
      (answer) => ({ answer }),
      (error) => ({ failed: error.stack }),
    );
  if (process.connected) process.send(reply);
});
