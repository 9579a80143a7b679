/** An integer or a text whose value is not known; the same `id` means the same value. */
export interface Unknown {
  readonly kind: "unknown";
  readonly id: string;
  /** Whether it is certainly an integer; then its value is that of `id` plus `offset`. */
  readonly integer: boolean;
  readonly offset: number;
  /** How the author wrote it. */
  readonly text: string;
  /** Stands for every value that it takes in the rounds of a loop, so that it never equals anything. */
  readonly each?: boolean;
}

/** A piece of a text: characters, or the text of something unknown. */
export type Part = string | Unknown;

/** A text made of pieces, neighbouring characters joined. */
export type Parts = readonly Part[];

export function joinParts(parts: readonly Part[]): Parts {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part === "") continue;
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}

/** Equal for parts that are certainly the same text. */
export function partsId(parts: Parts): string {
  return parts.map((part) => (typeof part === "string" ? JSON.stringify(part) : unknownId(part))).join("+");
}

export function unknownId({ id, offset, each }: Unknown): string {
  return `${each === true ? "∀" : ""}<${id}${offset === 0 ? "" : `+${offset}`}>`;
}

/** How the author would write it. */
export function partsText(parts: Parts): string {
  if (parts.every((part) => typeof part === "string")) return JSON.stringify(parts.join(""));
  const pieces = parts.map((part) => (typeof part === "string" ? part : `\${${unknownText(part)}}`));
  return `\`${pieces.join("")}\``;
}

function unknownText({ text, offset }: Unknown): string {
  return offset === 0 ? text : `${text} ${offset < 0 ? "-" : "+"} ${Math.abs(offset)}`;
}

/** Whether two texts are certainly different, whatever the unknown pieces are. */
export function partsDiffer(one: Parts, other: Parts): boolean {
  const [first, second] = [[...one], [...other]];
  if (stripCommon(first, second, false) || stripCommon(first, second, true)) return true;
  if (first.length === 0 || second.length === 0) return [...first, ...second].some(isCertainlyThere);
  return stepsApart(first, second) || startsApart(first, second) || startsApart(second, first);
}

/** Takes away what both begin (or end) with; true when they meet different characters there. */
function stripCommon(first: Part[], second: Part[], atEnd: boolean): boolean {
  const at = atEnd ? -1 : 0;
  for (;;) {
    const [a, b] = [first.at(at), second.at(at)];
    if (a === undefined || b === undefined) return false;
    if (typeof a === "string" && typeof b === "string") {
      const count = Math.min(a.length, b.length);
      const [x, y] = atEnd
        ? [a.slice(a.length - count), b.slice(b.length - count)]
        : [a.slice(0, count), b.slice(0, count)];
      if (x !== y) return true;
      for (const list of [first, second]) shorten(list, count, atEnd);
    } else if (typeof a !== "string" && typeof b !== "string" && a.each !== true && unknownId(a) === unknownId(b)) {
      for (const list of [first, second]) list.splice(at, 1);
    } else return false;
  }
}

function shorten(list: Part[], count: number, atEnd: boolean): void {
  const index = atEnd ? list.length - 1 : 0;
  const text = list[index] as string;
  const rest = atEnd ? text.slice(0, text.length - count) : text.slice(count);
  if (rest === "") list.splice(index, 1);
  else list[index] = rest;
}

function isCertainlyThere(part: Part): boolean {
  return typeof part === "string" || part.integer;
}

/** `i` and `i + 1`, and nothing else. */
function stepsApart([a, ...more]: readonly Part[], [b, ...others]: readonly Part[]): boolean {
  if (a === undefined || b === undefined || more.length + others.length > 0) return false;
  if (typeof a === "string" || typeof b === "string" || !a.integer || !b.integer) return false;
  // Small steps differ in every integer type, however it wraps around.
  return (
    a.id === b.id && a.each !== true && b.each !== true && a.offset !== b.offset && Math.abs(a.offset - b.offset) < 128
  );
}

/** A number where the other text has something else than a digit. */
function startsApart([a]: readonly Part[], [b]: readonly Part[]): boolean {
  return a !== undefined && typeof a !== "string" && a.integer && typeof b === "string" && !/^[-\d]/.test(b);
}
