import type ts from "typescript";
import type { Text, Texts } from "./texts";

/** Reads files as tsserver has them: what is open comes from the editor, saved or not. */
export class ServerTexts implements Texts {
  readonly #project: ts.server.Project;
  readonly #host: ts.server.ServerHost;
  readonly #known = new Map<string, Text>();

  constructor({ project, serverHost }: ts.server.PluginCreateInfo) {
    this.#project = project;
    this.#host = serverHost;
  }

  read(path: string): Text | null {
    const file = path.replaceAll("\\", "/");
    const info = this.#project.projectService.getScriptInfo(file);
    const version = info === undefined ? this.#timeOf(file) : `open ${info.getLatestVersion()}`;
    const known = this.#known.get(file);
    if (version === null || known?.version === version) return version === null ? null : known!;
    const text = info === undefined ? this.#host.readFile(file) : textOf(info.getSnapshot());
    if (text === undefined) return null;
    const read = { text, version };
    this.#known.set(file, read);
    return read;
  }

  #timeOf(file: string): string | null {
    const time = this.#host.getModifiedTime?.(file);
    return time === undefined ? null : `saved ${time.getTime()}`;
  }
}

function textOf(snapshot: ts.IScriptSnapshot): string {
  return snapshot.getText(0, snapshot.getLength());
}
