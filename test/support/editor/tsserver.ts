import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";

/** A place in a file; lines and columns count from 1. */
export interface Location {
  readonly line: number;
  readonly offset: number;
}

export interface ShownDiagnostic {
  readonly start: Location;
  readonly end: Location;
  readonly text: string;
  readonly code: number;
  readonly category: string;
  readonly source?: string;
  readonly relatedInformation?: readonly {
    readonly message: string;
    readonly span?: { readonly file: string; readonly start: Location };
  }[];
}

interface TextEdit {
  readonly start: Location;
  readonly end: Location;
  readonly newText: string;
}

export interface FileEdits {
  readonly fileName: string;
  readonly textChanges: readonly TextEdit[];
}

export interface ShownFix {
  readonly description: string;
  readonly fixName: string;
  readonly fixId?: string;
  readonly changes: readonly FileEdits[];
}

interface Message {
  readonly type: "response" | "event";
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

/** A real `tsserver`, driven over its pipes as an editor does. */
export class TsServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #listeners = new Set<(message: Message) => void>();
  #next = 0;
  #buffer = Buffer.alloc(0);
  /** What it wrote to its error output; nothing, when all is well. */
  errors = "";

  /** @param folder where it runs @param options of the command, such as `--pluginProbeLocations` */
  constructor(file: string, folder: string, options: readonly string[] = []) {
    const args = [file, "--disableAutomaticTypingAcquisition", ...options];
    this.#process = spawn(process.execPath, args, { cwd: folder });
    this.#process.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
    this.#process.stderr.on("data", (chunk: Buffer) => (this.errors += String(chunk)));
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#process.on("exit", () => resolve());
      this.#process.stdin.end(`${JSON.stringify({ seq: this.#next++, type: "request", command: "exit" })}\n`);
    });
  }

  /** Sends a request that is not answered. */
  notify(command: string, args: object | undefined): number {
    const seq = this.#next++;
    this.#process.stdin.write(`${JSON.stringify({ seq, type: "request", command, arguments: args })}\n`);
    return seq;
  }

  async request<Body>(command: string, args: object | undefined): Promise<Body> {
    const { success, message, body } = await new Promise<Message>((resolve) => {
      this.#answers.set(this.notify(command, args), resolve);
    });
    if (success !== true) throw new Error(`tsserver refused '${command}': ${message}`);
    return body as Body;
  }

  /** The next event of a name. */
  event<Body>(name: string): Promise<Body> {
    return new Promise((resolve) => {
      const listen = (message: Message): void => {
        if (message.event !== name) return;
        this.#listeners.delete(listen);
        resolve(message.body as Body);
      };
      this.#listeners.add(listen);
    });
  }

  open(file: string, fileContent: string): void {
    this.notify("open", { file, fileContent, scriptKindName: "TS" });
  }

  /** Types text in the place of another. */
  change(file: string, start: Location, end: Location, insertString: string): void {
    const [line, offset, endLine, endOffset] = [start.line, start.offset, end.line, end.offset];
    this.notify("change", { file, line, offset, endLine, endOffset, insertString });
  }

  /** Asks as an editor does after each change: the semantic diagnostics come as an event. */
  async diagnostics(file: string): Promise<readonly ShownDiagnostic[]> {
    const shown = this.event<{ file: string; diagnostics: readonly ShownDiagnostic[] }>("semanticDiag");
    const done = this.event("requestCompleted");
    this.notify("geterr", { files: [file], delay: 0 });
    await done;
    return (await shown).diagnostics;
  }

  /** The diagnostics as soon as the plug-in has loaded the compiler; it tells editors then to ask again. */
  async diagnosticsWhen(file: string, isLoaded: (shown: readonly ShownDiagnostic[]) => boolean) {
    for (;;) {
      const again = this.event("projectsUpdatedInBackground");
      const shown = await this.diagnostics(file);
      if (isLoaded(shown)) return shown;
      await again;
    }
  }

  /** The fixes that are offered where a diagnostic is. */
  fixes(file: string, { start, end, code }: ShownDiagnostic): Promise<readonly ShownFix[]> {
    return this.request("getCodeFixes", {
      file,
      startLine: start.line,
      startOffset: start.offset,
      endLine: end.line,
      endOffset: end.offset,
      errorCodes: [code],
    });
  }

  /** Applies edits in the editor, the last place first. */
  apply({ fileName, textChanges }: FileEdits): void {
    for (const { start, end, newText } of lastFirst(textChanges)) this.change(fileName, start, end, newText);
  }

  #receive(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const header = /^Content-Length: (\d+)\r\n\r\n/.exec(this.#buffer.toString("latin1", 0, 64));
      if (header === null) return;
      const start = header[0].length;
      const end = start + Number(header[1]);
      if (this.#buffer.length < end) return;
      const message = JSON.parse(this.#buffer.toString("utf8", start, end)) as Message;
      this.#buffer = this.#buffer.subarray(end);
      if (message.type === "response") this.#answers.get(message.request_seq!)?.(message);
      else for (const listen of [...this.#listeners]) listen(message);
    }
  }
}

/** A text with edits applied. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split("\n");
  const at = ({ line, offset }: Location): number =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + offset - 1;
  return lastFirst(edits).reduce(
    (so, { start, end, newText }) => so.slice(0, at(start)) + newText + so.slice(at(end)),
    text,
  );
}

/** Edits from the last place to the first, so that none moves another; what is inserted at one place keeps its order. */
function lastFirst(edits: readonly TextEdit[]): TextEdit[] {
  return edits
    .toReversed()
    .toSorted((one, other) => other.start.line - one.start.line || other.start.offset - one.start.offset);
}
