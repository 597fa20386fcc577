/** Files that people hand in, kept below the data folder until they are imported or discarded. */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable, Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Answer, answer, type Refusal, refuse } from "../use-cases/answer.ts";

export type StoredUpload = { path: string; bytes: number; sha256: string };

export type UploadLimits = {
  /** Largest file that is accepted, bytes. */
  mostBytes: number;
  /** Opens the file to write to; must not overwrite one. */
  openTarget: (path: string) => Writable;
};

/** The largest archive that police.uk publishes is 1.7 GB. */
export const UPLOAD_LIMITS: UploadLimits = {
  mostBytes: 4 * 2 ** 30,
  openTarget: (path) => createWriteStream(path, { flags: "wx", mode: 0o600 }),
};

class TooLarge extends Error {}

/** Folder for received files below the data folder. */
export function uploadFolder(dataFolder: string): string {
  return path.join(dataFolder, "uploads");
}

/**
 * Streams a body to disk. The stored name is our own: nothing the sender says becomes a path. A file that is too
 * large, that ends early or that does not fit on the disk leaves nothing behind.
 * @param announcedBytes length that the sender announced, or NaN.
 */
export async function storeUpload(
  folder: string,
  body: ReadableStream<Uint8Array> | null,
  announcedBytes: number,
  limits: UploadLimits = UPLOAD_LIMITS,
): Promise<Answer<StoredUpload>> {
  if (announcedBytes > limits.mostBytes) return tooLarge(limits);
  if (!body || announcedBytes === 0) return emptyFile();
  const target = path.join(folder, `${randomUUID()}.upload`);
  try {
    await mkdir(folder, { recursive: true });
    const stored = await write(body, target, limits);
    const short = Number.isFinite(announcedBytes) && stored.bytes !== announcedBytes;
    if (stored.bytes > 0 && !short) return answer(stored);
    await rm(target, { force: true });
    return stored.bytes === 0 ? emptyFile() : brokenOff(stored.bytes, announcedBytes);
  } catch (error) {
    await rm(target, { force: true }).catch(() => undefined);
    return refusalOf(error, limits);
  }
}

async function write(
  body: ReadableStream<Uint8Array>,
  target: string,
  limits: UploadLimits,
): Promise<StoredUpload> {
  const hash = createHash("sha256");
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limits.mostBytes) return done(new TooLarge());
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(Readable.from(chunks(body)), meter, limits.openTarget(target));
  return { path: target, bytes, sha256: hash.digest("hex") };
}

async function* chunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Removes files that no import refers to, left by a process that was killed while it received them. */
export async function sweepUploads(
  folder: string,
  kept: ReadonlySet<string>,
  beforeMs: number,
): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  let removed = 0;
  for (const name of names.filter((each) => each.endsWith(".upload"))) {
    const file = path.join(folder, name);
    const info = await stat(file).catch(() => null);
    if (!info || kept.has(file) || info.mtimeMs >= beforeMs) continue;
    await rm(file, { force: true });
    removed++;
  }
  return removed;
}

function refusalOf(error: unknown, limits: UploadLimits): Refusal {
  if (error instanceof TooLarge) return tooLarge(limits);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") {
    return refuse({
      code: "disk-full",
      title: "The disk is full",
      detail: `The file could not be stored (${code}); what had arrived was removed.`,
      next: "Free some space in the data folder and send the file again.",
    });
  }
  if (code === "EACCES" || code === "EROFS" || code === "EPERM") {
    return refuse({
      code: "upload-folder-unwritable",
      title: "The file could not be stored",
      detail: `The folder for received files cannot be written to (${code}).`,
      next: "Let the user that runs Sightline write to its data folder, then send the file again.",
    });
  }
  return refuse({
    code: "upload-broken-off",
    title: "The upload broke off",
    detail: `What had arrived was removed (${message}).`,
    next: "Send the file again.",
  });
}

function tooLarge(limits: UploadLimits): Refusal {
  return refuse({
    code: "upload-too-large",
    title: "The file is too large",
    detail: `At most ${(limits.mostBytes / 2 ** 30).toFixed(1)} GB are accepted.`,
    next: "Send a part of it, or import it on the server with npm run import.",
  });
}

function emptyFile(): Refusal {
  return refuse({
    code: "empty-file",
    title: "The file is empty",
    detail: "Got 0 bytes.",
    next: "Choose the file again; if it is empty on your side too, download it anew.",
  });
}

function brokenOff(got: number, expected: number): Refusal {
  return refuse({
    code: "upload-broken-off",
    title: "The upload broke off",
    detail: `Got ${got} of ${expected} bytes; what had arrived was removed.`,
    next: "Send the file again.",
  });
}
