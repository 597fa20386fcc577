import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { storeUpload, sweepUploads, UPLOAD_LIMITS } from "../../server/jobs/upload-store.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sightline-uploads-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function bodyOf(...parts: (string | Error)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      const next = parts.shift();
      if (next === undefined) controller.close();
      else if (next instanceof Error) controller.error(next);
      else controller.enqueue(new TextEncoder().encode(next));
    },
  });
}

const refusedWith = async (stored: ReturnType<typeof storeUpload>) => {
  const answer = await stored;
  expect(readdirSync(folder)).toEqual([]);
  return answer.ok ? "stored" : answer.code;
};

describe("storing an upload", () => {
  it("keeps the bytes and their hash under a name of its own", async () => {
    const stored = await storeUpload(folder, bodyOf("Month,", "Type\n"), 11);
    if (!stored.ok) throw new Error(stored.detail);
    expect(readFileSync(stored.value.path, "utf8")).toBe("Month,Type\n");
    expect(stored.value).toMatchObject({
      bytes: 11,
      sha256: createHash("sha256").update("Month,Type\n").digest("hex"),
    });
    expect(stored.value.path).toMatch(/[0-9a-f-]{36}\.upload$/);
  });

  it("a file over the limit is refused, announced or not, and leaves nothing behind", async () => {
    const limits = { ...UPLOAD_LIMITS, mostBytes: 10 };
    expect(await refusedWith(storeUpload(folder, bodyOf("x"), 11, limits))).toBe("upload-too-large");
    expect(await refusedWith(storeUpload(folder, bodyOf("12345678", "12345678"), Number.NaN, limits))).toBe(
      "upload-too-large",
    );
  });

  it("an upload that breaks off leaves nothing behind", async () => {
    const torn = bodyOf("half", new Error("aborted"));
    expect(await refusedWith(storeUpload(folder, torn, Number.NaN))).toBe("upload-broken-off");
    expect(await refusedWith(storeUpload(folder, bodyOf("half"), 8))).toBe("upload-broken-off");
  });

  it("a full disk is said to be full", async () => {
    const openTarget = () =>
      new Writable({
        write: (_chunk, _encoding, done) => done(Object.assign(new Error("no space"), { code: "ENOSPC" })),
      });
    expect(await refusedWith(storeUpload(folder, bodyOf("x"), 1, { ...UPLOAD_LIMITS, openTarget }))).toBe(
      "disk-full",
    );
  });

  it("an empty file is refused", async () => {
    expect(await refusedWith(storeUpload(folder, bodyOf(), Number.NaN))).toBe("empty-file");
    expect(await refusedWith(storeUpload(folder, null, 0))).toBe("empty-file");
  });
});

describe("sweeping uploads", () => {
  it("removes old files that no import needs, and nothing else", async () => {
    for (const name of ["kept.upload", "old.upload", "new.upload", "note.txt"])
      writeFileSync(join(folder, name), "x");
    for (const name of ["kept.upload", "old.upload", "note.txt"]) utimesSync(join(folder, name), 1, 1);
    const removed = await sweepUploads(folder, new Set([join(folder, "kept.upload")]), Date.now() - 60_000);
    expect(removed).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(["kept.upload", "new.upload", "note.txt"]);
  });
});
