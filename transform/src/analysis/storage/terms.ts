import type { Node } from "assemblyscript" with { "resolution-mode": "import" };
import { partsDiffer, partsId, partsText, unknownId, type Part, type Parts, type Unknown } from "./parts";

/** Which storage slot is meant, as far as the source tells. */
export type Key =
  /** By name and keys: what `slot("balance", owner)` gives. */
  | { readonly kind: "named"; readonly segments: readonly Parts[] }
  /** An element of a stored list or a piece of stored bytes. */
  | { readonly kind: "child"; readonly parent: Key; readonly index: Parts }
  /** Whatever `id` says. */
  | { readonly kind: "unknown"; readonly id: string; readonly text: string };

/** What an expression is worth. */
export type Term =
  | Unknown
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "text"; readonly parts: Parts }
  | { readonly kind: "slot"; readonly key: Key }
  /** A `Stored`; `type` is its type argument as written. */
  | { readonly kind: "stored"; readonly key: Key; readonly type: string }
  | { readonly kind: "map"; readonly name: Parts; readonly type: string }
  | { readonly kind: "array"; readonly key: Key; readonly type: string }
  /** `StoredBytes` and `StoredString`; null when the largest length is not known. */
  | { readonly kind: "bytes"; readonly key: Key; readonly chunks: number | null }
  /** An array in memory that this execution has made. */
  | { readonly kind: "list"; readonly id: number }
  | { readonly kind: "thread"; readonly id: number };

/** One slot of a list. */
export interface Item {
  readonly key: Key;
  /** What was put into the list. */
  readonly term: Term;
  readonly node: Node;
  /** Whether it certainly is in the list; otherwise it may be. */
  readonly must: boolean;
  /** For one that a loop adds in each round: what its `each` runs through. */
  readonly range: Range | null;
}

/** The values `from`, `from + 1`, … without `to` of the unknown `id`. */
export interface Range {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Names that were given in one round of the loop are numbered from here to there. */
  readonly names: NameSpan;
}

/** Names `#first` up to and without `#end`. */
export interface NameSpan {
  readonly first: number;
  readonly end: number;
}

/** Whether a value has to do with something that was named in a span. */
export function isOfSpan({ id }: Unknown, { first, end }: NameSpan): boolean {
  return [...id.matchAll(/#(\d+)/g)].some(([, number]) => Number(number) >= first && Number(number) < end);
}

/** A key with each unknown piece replaced. */
export function mapUnknowns(key: Key, change: (part: Unknown) => Unknown): Key {
  const inParts = (parts: Parts): Parts => parts.map((part) => (typeof part === "string" ? part : change(part)));
  if (key.kind === "named") return { kind: "named", segments: key.segments.map(inParts) };
  if (key.kind === "child") {
    return { kind: "child", parent: mapUnknowns(key.parent, change), index: inParts(key.index) };
  }
  const changed = change({ kind: "unknown", id: key.id, integer: false, offset: 0, text: key.text });
  return { ...key, id: changed.each === true ? `∀${changed.id}` : changed.id };
}

/** The unknown pieces of a key. */
export function unknownsOf(key: Key): Unknown[] {
  const found: Unknown[] = [];
  mapUnknowns(key, (part) => (found.push(part), part));
  return found;
}

/** A list that slots are collected in. */
export interface SlotList {
  readonly items: readonly Item[];
  /** Whether nothing else can be in it. */
  readonly closed: boolean;
  /** The array literal it began as. */
  readonly origin: Node | null;
}

/** Equal for terms that are certainly worth the same. */
export function termId(term: Term): string {
  switch (term.kind) {
    case "unknown":
      return unknownId(term);
    case "integer":
      return String(term.value);
    case "text":
      return `"${partsId(term.parts)}"`;
    case "slot":
      return `slot ${keyId(term.key)}`;
    case "stored":
    case "array":
      return `${term.kind} ${term.type} ${keyId(term.key)}`;
    case "bytes":
      return `bytes ${term.chunks} ${keyId(term.key)}`;
    case "map":
      return `map ${term.type} ${partsId(term.name)}`;
    default:
      return `${term.kind} ${term.id}`;
  }
}

/** Equal for keys that are certainly the same slot. */
export function keyId(key: Key): string {
  if (key.kind === "unknown") return `<${key.id}>`;
  if (key.kind === "named") return key.segments.map(partsId).join(", ");
  return `(${keyId(key.parent)})[${partsId(key.index)}]`;
}

/** Whether an item's key contains something that changes from round to round, so that equality of texts means nothing. */
export function isEach(key: Key): boolean {
  if (key.kind === "unknown") return key.id.startsWith("∀");
  const parts = key.kind === "named" ? key.segments.flat() : key.index;
  return (
    parts.some((part) => typeof part !== "string" && part.each === true) || (key.kind === "child" && isEach(key.parent))
  );
}

/** Whether two keys are certainly one slot. */
export function sameKey(one: Key, other: Key): boolean {
  return !isEach(one) && !isEach(other) && keyId(one) === keyId(other);
}

/** Whether two keys are certainly different slots; that hashes do not collide is taken for granted. */
export function keysDiffer(one: Key, other: Key): boolean {
  if (one.kind === "unknown" || other.kind === "unknown") return false;
  if (one.kind !== other.kind) return true;
  if (one.kind === "child" && other.kind === "child") {
    if (keysDiffer(one.parent, other.parent)) return true;
    return sameKey(one.parent, other.parent) && partsDiffer(one.index, other.index);
  }
  if (one.kind !== "named" || other.kind !== "named") return false;
  const [shorter, longer] = one.segments.length <= other.segments.length ? [one, other] : [other, one];
  for (const [index, segment] of shorter.segments.entries()) {
    const against = longer.segments[index]!;
    if (partsDiffer(segment, against)) return true;
    if (mayBeAbsent(segment) || mayBeAbsent(against)) return false;
  }
  const next = longer.segments[shorter.segments.length];
  return next !== undefined && !mayBeAbsent(next);
}

/** A key that is null is left out of the slot's name. */
function mayBeAbsent(segment: Parts): boolean {
  return segment.length === 1 && isPlainUnknown(segment[0]!);
}

function isPlainUnknown(part: Part): boolean {
  return typeof part !== "string" && !part.integer;
}

/** A key as a reader knows it. */
export function keyText(key: Key): string {
  if (key.kind === "unknown") return key.text;
  if (key.kind === "child") {
    const [part] = key.index;
    const index = key.index.length === 1 && typeof part === "object" ? part.text : key.index.join("");
    return `element ${index} of ${keyText(key.parent)}`;
  }
  const segments = key.segments.map((parts) => {
    const [part] = parts;
    return parts.length === 1 && typeof part === "object" ? part.text : partsText(parts);
  });
  return segments.length === 1 ? partsText(key.segments[0]!) : `slot(${segments.join(", ")})`;
}

/** The text that a value turns into in a template or as a key. */
export function partsOf(term: Term): Parts | null {
  if (term.kind === "text") return term.parts;
  if (term.kind === "integer") return [String(term.value)];
  return term.kind === "unknown" ? [term] : null;
}

/** The slot that a term names in a list or as an argument of `Storage.set`. */
export function keyOf(term: Term): Key | null {
  switch (term.kind) {
    case "text":
      return { kind: "named", segments: [term.parts] };
    case "slot":
    case "stored":
    case "array":
    case "bytes":
      return term.key;
    case "unknown":
      return { kind: "unknown", id: unknownId(term), text: term.text };
    default:
      return null;
  }
}
