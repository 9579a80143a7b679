/** The TypeScript type of a value, given its type in a manifest; `interfaceName` names the interface of a class. */
export function javascriptType(type: string, interfaceName: (className: string) => string): string {
  const reader = new TypeReader(type.replace(/\s+/g, ""), interfaceName);
  return reader.read();
}

const NUMBERS = /^(?:[iu](?:8|16|32)|[iu]size)$/;
const BIG_NUMBERS = /^[iu](?:64|128|256)$/;
const TYPED_ARRAYS: Readonly<Record<string, string>> = { Int64Array: "BigInt64Array", Uint64Array: "BigUint64Array" };

class TypeReader {
  #position = 0;
  readonly #text: string;
  readonly #interfaceName: (className: string) => string;

  constructor(text: string, interfaceName: (className: string) => string) {
    this.#text = text;
    this.#interfaceName = interfaceName;
  }

  read(): string {
    const start = this.#position;
    const name = /^[\w$./~]+/.exec(this.#text.slice(start))?.[0] ?? "";
    this.#position += name.length;
    const parameters: string[] = [];
    if (this.#text[this.#position] === "<") {
      do {
        this.#position++;
        parameters.push(this.read());
      } while (this.#text[this.#position] === ",");
      this.#position++;
    }
    const inner = this.#translate(name, parameters, this.#text.slice(start, this.#position));
    if (!this.#text.startsWith("|null", this.#position)) return inner;
    this.#position += "|null".length;
    return `${inner} | null`;
  }

  #translate(name: string, parameters: readonly string[], full: string): string {
    if (NUMBERS.test(name)) return "number";
    if (BIG_NUMBERS.test(name)) return "bigint";
    if (name === "bool") return "boolean";
    if (name === "string" || name === "void") return name;
    if (name === "Address" || name === "Hash" || name === "Slot") return "`0x${string}`";
    if (full === "ArrayBuffer" || full === "Uint8Array" || full === "StaticArray<u8>") return "Uint8Array";
    if (/^(?:Big)?(?:Ui|I)nt\d+(?:Clamped)?Array$/.test(name)) return TYPED_ARRAYS[name] ?? name;
    const [first = "never", second = "never"] = parameters;
    if (/^opnet\.Bytes\d+$/.test(name)) return "Uint8Array";
    if (name === "opnet.Map") return `Map<${first}, ${second}>`;
    if (name === "Array" || name === "StaticArray" || name === "opnet.List") {
      return /\W/.test(first) ? `Array<${first}>` : `${first}[]`;
    }
    if (name === "Set") return `Set<${first}>`;
    if (name === "Map") return `Map<${first}, ${second}>`;
    return this.#interfaceName(full);
  }
}
