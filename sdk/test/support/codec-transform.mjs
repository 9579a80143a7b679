import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
const require = createRequire(import.meta.url);
const { injectCodecs } = require("../../../transform/dist/lower/codec-classes.js");

/** Injects the codec methods and nothing else, so that the codecs are tested apart from closure conversion. */
export default class CodecTransform {
  async afterParse(parser) {
    const compiler = await import(pathToFileURL(join(dirname(process.argv[1]), "../dist/assemblyscript.js")).href);
    injectCodecs(compiler, parser.sources, { results: true, abi: true });
  }
}
