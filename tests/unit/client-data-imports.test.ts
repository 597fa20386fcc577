import { describe, expect, test } from "vitest";
import type { ImportManifest } from "#contract/imports.ts";
import {
  groupRejections,
  reasonWords,
  whereWords,
} from "../../client/screens/data/imports/group-rejections.ts";
import { importSentence } from "../../client/screens/data/imports/import-sentence.ts";
import { fileSize, statusWords } from "../../client/screens/data/imports/import-words.ts";
import {
  progressAnnouncement,
  progressLine,
  progressShare,
  rowRate,
  timeLeft,
} from "../../client/screens/data/imports/progress-text.ts";
import {
  revisionSentence,
  signedDifference,
  sortRevision,
  summariseRevision,
} from "../../client/screens/data/imports/revision-rows.ts";
import { undoConsequences } from "../../client/screens/data/imports/undo-consequences.ts";

function manifest(part: Partial<ImportManifest>): ImportManifest {
  return {
    id: 1,
    createdAt: "2026-01-05T09:00:00Z",
    finishedAt: null,
    status: "committed",
    kind: "police-uk",
    fileName: "archive.zip",
    fileBytes: 1000,
    fileSha256: "00",
    source: null,
    publisher: null,
    licence: null,
    period: null,
    read: 0,
    accepted: 0,
    rejected: 0,
    unlocated: 0,
    rejectedByReason: {},
    replacedSlices: [],
    warnings: [],
    transformMethod: null,
    error: null,
    progress: null,
    undoable: true,
    ...part,
  };
}

const slice = (month: string, oldN: number, newN: number, force = "Met") => ({
  source: "police.uk",
  force,
  month,
  oldN,
  newN,
});

const row = (reason: string, line: number, entry = "") => ({
  seq: line,
  line,
  entry,
  reason,
  detail: "",
  excerpt: "",
});

describe("rejected rows", () => {
  test("counts by reason come from the manifest, examples from the rows that were sent", () => {
    const groups = groupRejections({ "outside-uk": 900 }, [row("outside-uk", 2), row("outside-uk", 3)]);
    expect(groups).toEqual([
      { reason: "outside-uk", n: 900, examples: [row("outside-uk", 2), row("outside-uk", 3)] },
    ]);
  });

  test("the most frequent reason comes first, equal ones by name", () => {
    const groups = groupRejections({ b: 4, a: 4, c: 9 }, []);
    expect(groups.map(({ reason }) => reason)).toEqual(["c", "a", "b"]);
  });

  test("at most three examples stand under a reason", () => {
    const rows = [2, 3, 4, 5].map((line) => row("x", line));
    expect(groupRejections({ x: 4 }, rows)[0]?.examples.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  test("a reason is shown in words and a place as file and line", () => {
    expect(reasonWords("outside-uk")).toBe("Outside UK");
    expect(reasonWords("impossible_date")).toBe("Impossible date");
    expect(whereWords(row("x", 1491, "2024-04/2024-04-herts-street.csv"))).toBe(
      "2024-04-herts-street.csv, line 1,491",
    );
    expect(whereWords(row("x", 7))).toBe("line 7");
  });
});

describe("progress", () => {
  test("a share is only claimed where the size is known, and never exceeds the whole", () => {
    expect(progressShare({ phase: "" })).toBeNull();
    expect(progressShare({ phase: "", bytesRead: 5, bytesTotal: 0 })).toBeNull();
    expect(progressShare({ phase: "", bytesRead: 5, bytesTotal: 10 })).toBe(0.5);
    expect(progressShare({ phase: "", bytesRead: 12, bytesTotal: 10 })).toBe(1);
  });

  test("the line leaves out what is not known", () => {
    expect(progressLine({ phase: "" })).toBe("");
    expect(progressLine({ phase: "", rows: 312_000 })).toBe("312,000 rows");
    expect(progressLine({ phase: "", rows: 312_000, rowsPerSecond: 213_456, secondsLeft: 3.2 })).toBe(
      "312,000 rows · 210,000 rows/s · about 3 s left",
    );
  });

  test("time left is rounded the more coarsely the longer it is", () => {
    expect([null, 0.4, 7.4, 43, 200].map((seconds) => timeLeft(seconds))).toEqual([
      "",
      "almost done",
      "about 7 s left",
      "about 45 s left",
      "about 3 min left",
    ]);
  });

  test("a rate has two significant figures and none where nothing moves", () => {
    expect([undefined, 0, 7, 1234, 98_765].map(rowRate)).toEqual([
      "",
      "",
      "7 rows/s",
      "1,200 rows/s",
      "99,000 rows/s",
    ]);
  });

  test("what is read out changes at quarters only", () => {
    const said = Array.from({ length: 101 }, (_, n) =>
      progressAnnouncement({ phase: `Reading part ${n}`, bytesRead: n, bytesTotal: 100 }),
    );
    expect([...new Set(said)]).toEqual([0, 25, 50, 75, 100].map((share) => `Reading the file: ${share} %`));
    expect(progressAnnouncement({ phase: "Waiting for its turn" })).toBe("Waiting for its turn");
  });
});

describe("revision of months", () => {
  const slices = [slice("2024-01", 2835, 2942), slice("2024-03", 0, 80), slice("2024-02", 10, 10)];

  test("months changed, the same and new are told apart", () => {
    expect(summariseRevision(slices)).toEqual({ changed: 1, same: 1, added: 1, oldN: 2845, newN: 3032 });
  });

  test("the newest month comes first", () => {
    expect(sortRevision(slices).map(({ month }) => month)).toEqual(["2024-03", "2024-02", "2024-01"]);
  });

  test("a difference is new minus old, with its sign", () => {
    expect(signedDifference(2942, 2835)).toBe("+107");
    expect(signedDifference(8, 11)).toBe("−3");
    expect(signedDifference(5, 5)).toBe("0");
  });

  test("the sentence gives both counts", () => {
    expect(revisionSentence([slice("2024-01", 2835, 2942)], "did")).toBe(
      "1 month replaced: 2,835 incidents before, 2,942 after (+107).",
    );
    expect(revisionSentence([], "will")).toBe("None: no month of this file is in the data yet.");
    expect(revisionSentence([], "did")).toContain("before");
    expect(revisionSentence([slice("2024-01", 7, 7)], "did")).toContain("by the same counts");
  });
});

describe("an import in words", () => {
  test("rows that went in are never given without those that did not", () => {
    const sentence = importSentence(manifest({ read: 32_367, accepted: 32_355, rejected: 12 }));
    expect(sentence.head).toBe("32,355 of 32,367 rows went in; 12 were rejected.");
    expect(importSentence(manifest({ read: 10, accepted: 10 })).head).toBe("All 10 rows went in.");
  });

  test("a file that was only checked is not called imported", () => {
    const checked = manifest({ status: "detected", read: 10, accepted: 9, rejected: 1 });
    expect(importSentence(checked).head).toBe("9 of 10 rows can go in; 1 was rejected.");
    expect(statusWords(checked).text).toBe("Checked, not committed");
    expect(statusWords(manifest({ status: "detected" })).text).toBe("Waiting for you");
  });

  test("a failed import says that no figure has changed", () => {
    expect(importSentence(manifest({ status: "failed" })).rest).toContain("no figure has changed");
  });

  test("file sizes have one decimal below 100 and none for bytes", () => {
    expect([0, 999, 57_928_549, 283_485].map(fileSize)).toEqual([
      "0 bytes",
      "999 bytes",
      "57.9 MB",
      "283 kB",
    ]);
  });
});

describe("undoing an import", () => {
  const demo = manifest({ id: 9, kind: "demo", status: "retired" });

  test("the earlier release that comes back is named with both counts", () => {
    const one = manifest({
      accepted: 300,
      replacedSlices: [slice("2024-01", 90, 100), slice("2024-02", 0, 200)],
    });
    expect(undoConsequences(one, [one])).toContain(
      "Met, Jan 2024: the earlier release comes back with 90 incidents instead of 100.",
    );
  });

  test("the demo borough comes back only with the last real incidents", () => {
    const one = manifest({ id: 1 });
    const other = manifest({ id: 2 });
    const returns = (all: ImportManifest[]) =>
      undoConsequences(one, all).some((text) => text.includes("demo"));
    expect(returns([one, demo])).toBe(true);
    expect(returns([one, other, demo])).toBe(false);
    expect(returns([one])).toBe(false);
    expect(undoConsequences(manifest({ kind: "boundaries" }), [demo]).join()).not.toContain("demo");
  });
});
