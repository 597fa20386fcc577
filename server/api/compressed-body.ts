/** A body that is compressed once per encoding, however often it is sent. */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

/** Below this many bytes compression costs more than it saves. */
const WORTH_BYTES = 1024;
const COMPRESSIBLE = /json|text|javascript|svg|wasm|arrow|geo|manifest/;

export type Encoding = "br" | "gzip" | "identity";

export class CompressedBody {
  readonly plain: Buffer;
  readonly type: string;
  readonly #packed = new Map<Encoding, Promise<Buffer>>();
  readonly #effort: "fast" | "small";

  /** @param effort `fast` for answers made on request, `small` for files that never change. */
  constructor(plain: Buffer, type: string, effort: "fast" | "small") {
    this.plain = plain;
    this.type = type;
    this.#effort = effort;
  }

  /** Bytes that this body may come to occupy. */
  get weight(): number {
    return Math.round(this.plain.length * 1.3);
  }

  /** Best encoding that a client accepts and that is worth it. */
  encodingFor(accept: string | undefined): Encoding {
    if (this.plain.length < WORTH_BYTES || !COMPRESSIBLE.test(this.type)) return "identity";
    const accepted = acceptedEncodings(accept ?? "");
    if (this.#effort === "small" && accepted.has("br")) return "br";
    return accepted.has("gzip") ? "gzip" : accepted.has("br") ? "br" : "identity";
  }

  bytes(encoding: Encoding): Promise<Buffer> | Buffer {
    if (encoding === "identity") return this.plain;
    const known = this.#packed.get(encoding);
    if (known) return known;
    const packed = this.#pack(encoding);
    this.#packed.set(encoding, packed);
    return packed;
  }

  #pack(encoding: "br" | "gzip"): Promise<Buffer> {
    const small = this.#effort === "small";
    if (encoding === "gzip") return gzipAsync(this.plain, { level: small ? 9 : 2 });
    const quality = small ? 9 : 2;
    return brotliAsync(this.plain, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
  }
}

function acceptedEncodings(header: string): Set<string> {
  const accepted = new Set<string>();
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    const refused = parameters.some((text) => /^q=0(\.0*)?$/.test(text));
    if (!refused) accepted.add(name === "*" ? "gzip" : name);
  }
  return accepted;
}
