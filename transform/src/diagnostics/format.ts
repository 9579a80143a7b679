import { catalogue, type Code, type CodeArguments } from "./catalogue";

/** The texts of one occurrence of a code, with its values filled in. */
export interface Explanation {
  readonly code: Code;
  readonly message: string;
  readonly why: string;
  readonly help: string;
}

type Values = Readonly<Record<string, string | number | bigint>>;

/** Fills the placeholders of a code's texts; a missing value is a programming error and throws. */
export function explain<C extends Code>(code: C, args: CodeArguments<C>): Explanation {
  const { message, why, help } = catalogue[code];
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = (args as Values)[name];
      if (value === undefined) throw new TypeError(`${code} needs a value for {${name}}.`);
      return String(value);
    });
  return { code, message: fill(message), why: fill(why), help: fill(help) };
}

/** The texts of an occurrence of which only the message is known, as when it came from another process. */
export function explainMessage(code: Code, message: string): Explanation {
  const { why, help } = catalogue[code];
  const complete = (text: string): string => (/\{\w+\}/.test(text) ? "" : text);
  return { code, message, why: complete(why), help: complete(help) };
}

const DOCUMENTATION_ROOT = "https://unpkg.com/@threaded-contract/transform/docs/";

/** Where the page of a code can be read. */
export function docsUrl(code: Code): string {
  return `${DOCUMENTATION_ROOT}${code}.md`;
}
