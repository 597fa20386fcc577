/** Answers that depend on nothing but the question and the dataset's version: ETags, 304, cached and compressed. */
import { createHash } from "node:crypto";
import type { Context } from "hono";
import { BoundedCache } from "../db/bounded-cache.ts";
import { type Answer, answer } from "../use-cases/answer.ts";
import { CompressedBody } from "./compressed-body.ts";
import type { Services } from "./deps.ts";
import { problem } from "./problem.ts";
import { SingleFlight } from "./single-flight.ts";

const CACHE_BYTES = 96 * 2 ** 20;

/** A body ready to be sent, with its media type. */
export type Body = { type: string; bytes: Buffer };

export class DatasetAnswers {
  readonly #build: string;
  readonly #bodies = new BoundedCache<CompressedBody>(CACHE_BYTES);
  readonly #underWay = new SingleFlight<Answer<CompressedBody>>();

  /** @param build version of the app: a new one may answer in another form. */
  constructor(build: string) {
    this.#build = build;
  }

  /**
   * Answers from the cache, with 304 if the client has it already, or by `make`. The same question asked several
   * times at once is made once.
   * @param variant media type asked for, where a route has several.
   * @param make is given a signal that ends when everybody who asked has gone away.
   * @throws AnalysisCancelled if the client goes away before the answer is there.
   */
  async send(
    c: Context,
    services: Services,
    variant: string,
    make: (signal: AbortSignal) => Promise<Answer<Body>>,
  ): Promise<Response> {
    const version = await services.reader.version();
    const key = `${version} ${variant} ${canonicalUrl(c)}`;
    const etag = this.#etag(key);
    const headers: Record<string, string> = {
      ETag: etag,
      "Cache-Control": "private, no-cache",
      Vary: "Accept, Accept-Encoding",
    };
    if (matches(c.req.header("If-None-Match"), etag)) return new Response(null, { status: 304, headers });
    const body = await this.#body(key, c.req.raw.signal, make);
    return body.ok ? respond(body.value, c.req.header("Accept-Encoding"), headers) : problem(c, body);
  }

  async #body(
    key: string,
    signal: AbortSignal,
    make: (signal: AbortSignal) => Promise<Answer<Body>>,
  ): Promise<Answer<CompressedBody>> {
    const known = this.#bodies.get(key);
    if (known) return answer(known);
    return this.#underWay.ask(key, signal, async (allGone) => {
      const made = await make(allGone);
      if (!made.ok) return made;
      const body = new CompressedBody(made.value.bytes, made.value.type, "fast");
      this.#bodies.set(key, body, body.weight);
      return answer(body);
    });
  }

  /** Weak, because the same answer is sent in several encodings. */
  #etag(key: string): string {
    return `W/"${createHash("sha1").update(`${this.#build} ${key}`).digest("base64url")}"`;
  }
}

/** Sends a body in the best encoding that the client accepts. */
export async function respond(
  body: CompressedBody,
  accept: string | undefined,
  headers: Record<string, string>,
): Promise<Response> {
  const encoding = body.encodingFor(accept);
  const bytes = await body.bytes(encoding);
  const sent: Record<string, string> = {
    ...headers,
    "Content-Type": body.type,
    "Content-Length": String(bytes.length),
  };
  if (encoding !== "identity") sent["Content-Encoding"] = encoding;
  return new Response(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), { headers: sent });
}

/** JSON as a body. */
export function jsonBody(value: unknown): Body {
  return { type: "application/json; charset=utf-8", bytes: Buffer.from(JSON.stringify(value)) };
}

/** Path and parameters in one order, without empty ones: the same question has one name. */
function canonicalUrl(c: Context): string {
  const url = new URL(c.req.url);
  const given = [...url.searchParams].filter(([, text]) => text !== "").sort(([a], [b]) => (a < b ? -1 : 1));
  return `${url.pathname}?${new URLSearchParams(given)}`;
}

function matches(header: string | undefined, etag: string): boolean {
  if (!header) return false;
  const bare = (text: string) => text.trim().replace(/^W\//, "");
  return header.split(",").some((given) => given.trim() === "*" || bare(given) === bare(etag));
}
