import { describe, expect, test } from "vitest";
import {
  draftFromPreview,
  draftProblems,
  type ImportDraft,
  optionsOfDraft,
} from "../../client/screens/data/imports/review/import-draft.ts";
import {
  checkRow,
  checkSentence,
  emptyMapping,
  mappingProblems,
} from "../../client/screens/data/mapping/check-mapping.ts";
import { missingColumns } from "../../client/screens/data/mapping/missing-columns.ts";
import { readPosition } from "../../client/screens/data/mapping/read-position.ts";
import { readWallTime } from "../../client/screens/data/mapping/read-wall-time.ts";

const COLUMNS = ["REF", "OFFENCE", "FROM", "TIME", "TO", "E", "N"];
const MAPPING = {
  ...emptyMapping(),
  name: "Met 2020",
  force: "Metropolitan Police Service",
  category: "OFFENCE",
  from: "FROM",
  fromTime: "TIME",
  to: "TO",
  x: "E",
  y: "N",
};

describe("a column mapping", () => {
  test("an empty one asks for everything that a row must have, in the order of the form", () => {
    const fields = mappingProblems(emptyMapping(), COLUMNS).map(({ field }) => field);
    expect(fields).toEqual(["force", "category", "from", "x", "y"]);
  });

  test("a complete one has no problem", () => {
    expect(mappingProblems(MAPPING, COLUMNS)).toEqual([]);
  });

  test("a column that the file does not have is named", () => {
    expect(mappingProblems({ ...MAPPING, to: "UNTIL" }, COLUMNS)).toEqual([
      { field: "to", text: "This file has no column “UNTIL”." },
    ]);
    expect(missingColumns({ ...MAPPING, to: "UNTIL", attributes: ["W", "REF"] }, COLUMNS)).toEqual([
      "UNTIL",
      "W",
    ]);
  });

  test("one column cannot be both coordinates", () => {
    expect(mappingProblems({ ...MAPPING, y: "E" }, COLUMNS).map(({ field }) => field)).toEqual(["y"]);
  });

  test("an end time needs an end date", () => {
    const fields = mappingProblems({ ...MAPPING, to: null, toTime: "TIME" }, COLUMNS).map(
      ({ field }) => field,
    );
    expect(fields).toEqual(["toTime"]);
  });

  test("the first rows are counted by what can be read of them", () => {
    const rows = [
      ["1", "Burglary", "03/04/2020", "23:30", "", "523000", "190000"],
      ["2", "", "31/02/2020", "", "", "", ""],
    ].map((cells) => checkRow(MAPPING, COLUMNS, cells));
    expect(checkSentence(rows)).toBe(
      "Of the first 2 rows 1 have a date, 1 a position in the United Kingdom and 1 a category.",
    );
    expect(rows[0]?.from).toEqual({ ok: true, text: "03 April 2020, 23:30" });
    expect(rows[0]?.to).toBeNull();
  });
});

describe("reading a date", () => {
  test("the order decides which number is the day", () => {
    expect(readWallTime("03/04/2020", "", "dmy")).toEqual({ ok: true, text: "03 April 2020" });
    expect(readWallTime("03/04/2020", "", "mdy")).toEqual({ ok: true, text: "04 March 2020" });
    expect(readWallTime("03/04/2020", "", "ymd").ok).toBe(false);
  });

  test("the time of day is shown on London's clocks, and only where there is one", () => {
    expect(readWallTime("2020-07-03T07:05:09", "", "ymd").text).toBe("03 July 2020, 07:05");
    expect(readWallTime("2020-07-03T07:05:09Z", "", "ymd").text).toBe("03 July 2020, 08:05");
    expect(readWallTime("03/04/2020 00:00", "18:45", "dmy").text).toBe("03 April 2020, 18:45");
    expect(readWallTime("3 Apr 2020", "", "dmy").text).toBe("03 April 2020");
  });

  test("what is no date says why", () => {
    for (const text of ["31/02/2020", "03/13/2020", "03/04/20", "yesterday", ""]) {
      expect(readWallTime(text, "", "dmy")).toEqual({ ok: false, text: expect.stringMatching(/\.$|\?$/) });
    }
  });
});

describe("reading a position", () => {
  test("eastings and northings are shown as degrees", () => {
    expect(readPosition("523000", "190000", "bng")).toEqual({
      ok: true,
      located: true,
      text: expect.stringMatching(/^51\.595\d\d N, 0\.22\d\d\d W$/),
    });
  });

  test("two blanks are a row without a position, one blank is a mistake", () => {
    expect(readPosition("", " ", "bng")).toMatchObject({ ok: true, located: false });
    expect(readPosition("523000", "", "bng")).toMatchObject({ ok: false });
  });

  test("swapped or mixed-up systems are said in words", () => {
    expect(readPosition("51.6", "-0.2", "wgs84").text).toContain("wrong way round");
    expect(readPosition("523000", "190000", "wgs84").text).toContain("eastings");
    expect(readPosition("-0.2", "51.6", "bng").text).toContain("degrees");
    expect(readPosition("2.35", "48.85", "wgs84").text).toContain("Outside");
  });
});

describe("choices about a received file", () => {
  const draft: ImportDraft = {
    kind: "police-uk",
    mapping: MAPPING,
    boundaryFields: { code: null, name: "", kind: null },
    publisher: "Someone",
    licence: "",
  };

  test("only what matters for the kind is sent", () => {
    expect(optionsOfDraft(draft)).toEqual({ kind: "police-uk" });
    expect(optionsOfDraft({ ...draft, kind: "population" })).toEqual({
      kind: "population",
      publisher: "Someone",
    });
    expect(Object.keys(optionsOfDraft({ ...draft, kind: "force-extract" }))).toEqual([
      "kind",
      "mapping",
      "publisher",
    ]);
  });

  test("a file of unknown kind cannot be checked before somebody says what it is", () => {
    expect(draftProblems({ ...draft, kind: null }, [])).toEqual(["Say what this file is."]);
    expect(draftProblems({ ...draft, kind: "boundaries" }, [])).toHaveLength(1);
    expect(draftProblems(draft, [])).toEqual([]);
  });

  test("a draft starts from what the server suggests", () => {
    const started = draftFromPreview({
      detected: { kind: "boundaries", why: "", alternatives: [] },
      columns: [],
      rows: [],
      entries: [],
      suggestedMapping: null,
      suggestedBoundaryFields: { code: "code", name: null },
      import: {
        id: 1,
        createdAt: "",
        finishedAt: null,
        status: "detected",
        kind: "boundaries",
        fileName: "",
        fileBytes: 0,
        fileSha256: "",
        source: null,
        publisher: "ONS",
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
        undoable: false,
      },
    });
    expect(started).toMatchObject({
      kind: "boundaries",
      boundaryFields: { code: "code", name: "", kind: null },
      publisher: "ONS",
    });
  });
});
