import path from "node:path";
import { repositoryRoot } from "../tasks/repository";

/** What `npm test`, jest and npm put into the environment of their children, and an author's shell does not have. */
const INHERITED =
  /^(npm_(?!config_(registry|cache|userconfig|globalconfig|proxy|https_proxy|noproxy|cafile)$)|jest_|node_options$|node_env$|init_cwd$|ci$)/i;

/**
 * The environment of an author's shell: without traces of the test command, and without the repository's own commands on the
 * path, where a package that the new project forgot would be found.
 */
export function authorEnvironment(additions: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!INHERITED.test(name)) env[name] = value;
  }
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  env["PATH"] = folders.filter((folder) => !folder.startsWith(repositoryRoot)).join(path.delimiter);
  return { ...env, ...additions };
}
