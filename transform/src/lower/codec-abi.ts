import type { ClassDeclaration } from "assemblyscript" with { "resolution-mode": "import" };
import type { Compiler } from "../frontend/compiler";
import { bigIntegerLimbs, classFields, hasBase } from "./codec-fields";

/**
 * The methods through which `sdk/assembly/abi.ts` writes and reads a class: base class first, fields in declaration order.
 *
 * `type` is the run-time id of the static type: a subclass writes no more than its static type has.
 */
export function abiMembers(compiler: Compiler, declaration: ClassDeclaration): string {
  const limbs = bigIntegerLimbs(compiler, declaration);
  if (limbs !== null) return bigIntegerMembers(limbs, declaration.name.text.startsWith("i"));
  const fields = classFields(compiler, declaration);
  const each = (codec: string): string =>
    fields
      .map(
        ({ name, type }) =>
          `${codec}.field<${compiler.ASTBuilder.build(type)}>(changetype<usize>(this), offsetof<this>("${name}"));`,
      )
      .join(" ");
  const inherits = hasBase(declaration);
  return `
    __tc_abi_write(writer: __tc_AbiWriter, type: u32): void {
      ${inherits ? "super.__tc_abi_write(writer, type); if (writer.stopped) return;" : ""} ${each("writer")}
      if (idof<this>() == type) writer.stopped = true;
    }
    __tc_abi_read(reader: __tc_AbiReader): void { ${inherits ? "super.__tc_abi_read(reader);" : ""} ${each("reader")} }`;
}

/** Limbs are `u64` or `i64`; what fills a word in front of the value is its sign. */
function bigIntegerMembers(limbs: readonly string[], isSigned: boolean): string {
  const [write, read] = ["store", "load"].map((verb) =>
    limbs
      .map((limb, index) => {
        const place = `pointer + ${index * 8}`;
        return verb === "store"
          ? `store<u64>(${place}, bswap<u64>(<u64>this.${limb}));`
          : `this.${limb} = bswap<u64>(load<u64>(${place}));`;
      })
      .join(" "),
  );
  const bytes = limbs.length * 8;
  return `
    __tc_abi_write(writer: __tc_AbiWriter, type: u32): void {
      this.__tc_word_write(writer.reserve(${bytes})); if (idof<this>() == type) writer.stopped = true;
    }
    __tc_abi_read(reader: __tc_AbiReader): void { this.__tc_word_read(reader.take(${bytes})); }
    @inline __tc_word_bytes(): u32 { return ${bytes}; }
    @inline __tc_word_fill(): u8 { return ${isSigned ? `<u8>(<i64>this.${limbs[0]!} >> 63)` : "0"}; }
    __tc_word_write(pointer: usize): void { ${write} }
    __tc_word_read(pointer: usize): void { ${read} }`;
}

const typedArrays: Readonly<Record<string, string>> = {
  Int8Array: "i8",
  Uint8Array: "u8",
  Uint8ClampedArray: "u8",
  Int16Array: "i16",
  Uint16Array: "u16",
  Int32Array: "i32",
  Uint32Array: "u32",
  Int64Array: "i64",
  Uint64Array: "u64",
};
const containers: Readonly<Record<string, string>> = { Array: "array<T>", Map: "map<K, V>", Set: "set<T>" };

/** The same methods for a class of the standard library; empty for those that have no wire format. */
export function standardAbiMembers(name: string): string {
  const body = Object.hasOwn(typedArrays, name)
    ? `typed<${typedArrays[name]}>`
    : Object.hasOwn(containers, name)
      ? containers[name]
      : null;
  if (body === null) return "";
  return `
    __tc_abi_write(writer: __tc_AbiWriter, type: u32): void {
      __tc_abi_write_${body}(writer, this); if (idof<this>() == type) writer.stopped = true;
    }
    __tc_abi_read(reader: __tc_AbiReader): void { __tc_abi_read_${body}(reader, this); }`;
}
