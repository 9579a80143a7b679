import type ts from "typescript";
import type { EditorChecker } from "./editor-checker";
import { extendLanguageService, type Extension } from "./language-service";
import { loadChecker } from "./load-checker";
import { shownNumbers } from "./numbers";
import { ServerTexts } from "./server-texts";
import { usesThreads } from "./uses-threads";

/** What `tsconfig.json` can say beside the plug-in's name. */
interface Configuration {
  /** Whether advice (TC7xxx) is shown, too. */
  readonly advice?: boolean;
}

/**
 * The language-service plug-in: in `tsconfig.json`, `"plugins": [{ "name": "@threaded-contract/transform/editor" }]`.
 *
 * It shows what the compiler's syntax layer would report, by the same rules, and offers the same fixes.
 */
class Plugin implements ts.server.PluginModule {
  readonly #typescript: typeof ts;
  readonly #sessions = new Set<ProjectSession>();

  constructor(typescript: typeof ts) {
    this.#typescript = typescript;
    announceFixes(typescript);
  }

  create(info: ts.server.PluginCreateInfo): ts.LanguageService {
    for (const each of this.#sessions) if (each.isClosed) this.#sessions.delete(each);
    const session = new ProjectSession(info, this.#typescript);
    this.#sessions.add(session);
    return extendLanguageService(info.languageService, session);
  }

  onConfigurationChanged(configuration: Configuration): void {
    for (const session of this.#sessions) session.configure(configuration);
  }
}

/** The plug-in at work in one of tsserver's projects. */
class ProjectSession implements Extension {
  readonly typescript: typeof ts;
  readonly #info: ts.server.PluginCreateInfo;
  #checker: EditorChecker | null = null;
  #isLoading = false;
  #advice = false;

  constructor(info: ts.server.PluginCreateInfo, typescript: typeof ts) {
    this.#info = info;
    this.typescript = typescript;
    this.configure(info.config as Configuration);
  }

  get isClosed(): boolean {
    return this.#info.project.isClosed();
  }

  configure({ advice }: Configuration): void {
    this.#advice = advice === true;
    if (this.#checker !== null) this.#checker.advice = this.#advice;
  }

  /** Never throws: what goes wrong here must not cost the author TypeScript's own diagnostics. */
  check(fileName: string): ReturnType<Extension["check"]> {
    try {
      if (!isContractFile(fileName) || !usesThreads(this.#info.languageService.getProgram())) return null;
      if (this.#checker === null) return this.#load();
      return this.#checker.check(fileName, this.#info.project.getCurrentDirectory());
    } catch (error) {
      this.#log(error);
      return null;
    }
  }

  /** Diagnostics are wanted at once, and the compiler can only be loaded asynchronously: when it is there, they are wanted again. */
  #load(): null {
    if (this.#isLoading) return null;
    this.#isLoading = true;
    const { project } = this.#info;
    loadChecker(project.getCurrentDirectory(), new ServerTexts(this.#info)).then(
      (checker) => {
        checker.advice = this.#advice;
        this.#checker = checker;
        this.#log(`the compiler of ${project.getCurrentDirectory()} is loaded`);
        if (!project.isClosed()) project.refreshDiagnostics();
      },
      (error: unknown) => this.#log(error),
    );
    return null;
  }

  #log(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#info.project.projectService.logger.info(`threaded-contract: ${text}`);
  }
}

/** Libraries are not the author's to change, and declarations hold no code. */
function isContractFile(fileName: string): boolean {
  return /\.ts$/.test(fileName) && !/\.d\.ts$/.test(fileName) && !fileName.includes("/node_modules/");
}

/**
 * Puts our numbers on TypeScript's list of what can be fixed, with nothing behind them.
 *
 * VS Code reads that list once, without naming a file, so no language service is asked; it offers no fixes for what is not on it.
 */
function announceFixes(typescript: typeof ts): void {
  const { codefix } = typescript as { codefix?: { registerCodeFix?(registration: object): void } };
  codefix?.registerCodeFix?.({ errorCodes: shownNumbers(), fixIds: [], getCodeActions: () => undefined });
}

/** What tsserver calls. */
export function createPlugin({ typescript }: { typescript: typeof ts }): ts.server.PluginModule {
  return new Plugin(typescript);
}
