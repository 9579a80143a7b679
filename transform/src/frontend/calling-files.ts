/**
 * The files of the functions that are calling, innermost first.
 *
 * asc runs with source maps on, and a stack trace as text would make Node.js read and parse asc's own map, for longer than a small
 * program takes to parse.
 *
 * @returns paths and file URLs, as the engine has them
 */
export function callingFiles(): string[] {
  const prepare = Error.prepareStackTrace;
  Error.prepareStackTrace = (_error, sites) => sites.flatMap((site) => site.getFileName() ?? []);
  try {
    return new Error().stack as unknown as string[];
  } finally {
    // Node.js takes `undefined` for its own way, and so do those who replace it.
    Error.prepareStackTrace = prepare;
  }
}
