import { crc32 } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { ARCHIVE_LIMITS } from "../../server/ingest/archive/limits.ts";
import { openArchive } from "../../server/ingest/archive/read-archive.ts";
import { detectFile } from "../../server/ingest/detect.ts";
import { streetCsv, streetRows, testFolder } from "../support/street-files.ts";
import { type ZipEntry, zipOf } from "../support/zip-writer.ts";

const folder = testFolder();
afterAll(() => folder.dispose());
let serial = 0;

const STREET: ZipEntry = { name: "2024-01/2024-01-test-street.csv", content: streetCsv(streetRows(20)) };

/** Opens a zip of these bytes and reads every entry to its end. */
async function readAll(bytes: Buffer, limits = ARCHIVE_LIMITS): Promise<Map<string, number>> {
  const archive = await openArchive(folder.write(`${serial++}.zip`, bytes), "test.zip", limits);
  try {
    const sizes = new Map<string, number>();
    for (const { name } of archive.entries) {
      let n = 0;
      for await (const piece of archive.read(name)) n += piece.length;
      sizes.set(name, n);
    }
    return sizes;
  } finally {
    archive.close();
  }
}

it("an honest archive is read entry by entry, in the order of the names, folders left out", async () => {
  const bytes = zipOf([
    { name: "b/2.csv", content: "two" },
    { name: "b/", content: "", stored: true },
    { name: "a/1.csv", content: "one", stored: true },
  ]);
  expect([...(await readAll(bytes))]).toEqual([
    ["a/1.csv", 3],
    ["b/2.csv", 3],
  ]);
});

describe("names that try to lead elsewhere are refused, and named", () => {
  const names = [
    "../evil.csv",
    "2024-01/../../evil.csv",
    "/etc/evil.csv",
    "C:/evil.csv",
    "2024-01\\evil.csv",
    "evil.csv\0.txt",
    "",
  ];
  it.each(names)("%j", async (name) => {
    await expect(readAll(zipOf([STREET, { name, content: "x" }]))).rejects.toMatchObject({
      code: "archive-unsafe-name",
      detail: expect.stringContaining(JSON.stringify(name)),
    });
  });

  it("a symbolic link is refused", async () => {
    const link = { name: "2024-01/link.csv", content: "/etc/passwd", stored: true, unixMode: 0o120777 };
    await expect(readAll(zipOf([STREET, link]))).rejects.toMatchObject({ code: "archive-symlink" });
  });
});

describe("bombs", () => {
  it("an entry that inflates a thousandfold is refused before a byte of it is inflated", async () => {
    const packed = zipOf([{ name: "2024-01/2024-01-test-street.csv", content: Buffer.alloc(64 * 2 ** 20) }]);
    expect(packed.length).toBeLessThan(100_000);
    await expect(readAll(packed)).rejects.toMatchObject({ code: "archive-bomb" });
  });

  it("two stated gigabytes in two megabytes are refused at once", async () => {
    const content = Buffer.alloc(2 ** 21, "x");
    const entry = { name: "a.csv", content, stored: true, statedBytes: 2 ** 31, method: 8 };
    const startedMs = performance.now();
    await expect(readAll(zipOf([entry]))).rejects.toMatchObject({ code: "archive-bomb" });
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });

  it("an entry that inflates to more than it states ends where the statement ends", async () => {
    const entry = { name: "a.csv", content: Buffer.alloc(64 * 2 ** 20), statedBytes: 1000 };
    await expect(readAll(zipOf([entry]))).rejects.toMatchObject({ code: "archive-damaged" });
  });

  it("entries that share their bytes are refused", async () => {
    const content = Buffer.from(streetCsv(streetRows(500)));
    const many = Array.from({ length: 50 }, (_, i) => ({
      name: `${i}.csv`,
      content: i === 0 ? content : "",
      offset: 0,
      statedBytes: content.length,
      statedPackedBytes: 8_000,
      statedCrc: crc32(content),
    }));
    await expect(readAll(zipOf(many))).rejects.toMatchObject({ code: "archive-bomb" });
  });

  it("an archive larger than the limit in total, or with too many entries, is refused", async () => {
    const bytes = zipOf([STREET, { name: "b.csv", content: "x".repeat(5000) }]);
    const small = { ...ARCHIVE_LIMITS, totalBytes: 5000 };
    await expect(readAll(bytes, small)).rejects.toMatchObject({ code: "archive-too-large" });
    await expect(readAll(bytes, { ...ARCHIVE_LIMITS, entries: 1 })).rejects.toMatchObject({
      code: "archive-too-large",
    });
  });

  it("text that shrinks fortyfold, as no real file does, is still accepted", async () => {
    const line = "On or near Parking Area,,2024-01,Hertfordshire Constabulary\n";
    const content = Array.from({ length: 100_000 }, (_, i) => `${i % 7919}${line}`).join("");
    const sizes = await readAll(zipOf([{ name: "a.csv", content }]));
    expect(sizes.get("a.csv")).toBe(content.length);
  });
});

describe("lies and damage", () => {
  it("a wrong checksum, a size too large and a size too small end the import", async () => {
    for (const lie of [{ statedCrc: 1 }, { statedBytes: 50 }, { statedBytes: 5_000 }]) {
      const bytes = zipOf([{ ...STREET, ...lie }]);
      await expect(readAll(bytes), JSON.stringify(lie)).rejects.toMatchObject({ code: "archive-damaged" });
    }
  });

  it("a download cut short anywhere is an error, never a shorter import", async () => {
    const bytes = zipOf([STREET, { name: "b.csv", content: streetCsv(streetRows(50)) }]);
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      await expect(readAll(cut)).rejects.toMatchObject({ code: "archive-damaged" });
    }
  });

  it("flipped bytes inside an entry are found", async () => {
    const bytes = Buffer.from(zipOf([STREET]));
    bytes.writeUInt8(bytes.readUInt8(90) ^ 0xff, 90);
    await expect(readAll(bytes)).rejects.toMatchObject({ code: "archive-damaged" });
  });

  it("encrypted entries, duplicates, archives in archives and odd methods are refused", async () => {
    const cases: [ZipEntry[], string][] = [
      [[{ ...STREET, flags: 1 }], "archive-encrypted"],
      [[STREET, STREET], "archive-duplicate"],
      [[STREET, { name: "inner.zip", content: zipOf([STREET]) }], "archive-in-archive"],
      [[{ ...STREET, method: 9 }], "archive-method"],
    ];
    for (const [entries, code] of cases) {
      await expect(readAll(zipOf(entries))).rejects.toMatchObject({ code });
    }
  });

  it("whatever is wrong with an archive, detection says it and does not throw", async () => {
    const path = folder.write("cut.zip", zipOf([STREET]).subarray(0, 200));
    const detection = await detectFile({ path, name: "cut.zip", bytes: 200, sha256: "" });
    expect(detection.kind).toBeNull();
    expect(detection.why).toContain("damaged");
  });
});
