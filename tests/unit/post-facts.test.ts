import { describe, expect, it } from "vitest";
import {
  bearingOf,
  CAMERA_KINDS,
  CAMERA_STATUSES,
  dateOf,
  numberOf,
  pictureOf,
  SUPPLIES,
  wordOf,
} from "../../server/ingest/posts/post-facts.ts";

describe("what a register says", () => {
  it("numbers have units or none, and limits", () => {
    expect([numberOf("8.5 m", 0.5, 100), numberOf("4mm", 0.5, 2000), numberOf("6,5", 0, 10)]).toEqual([
      8.5, 4, 6.5,
    ]);
    expect([
      numberOf("-2", 0.5, 100),
      numberOf("0", 0.5, 100),
      numberOf("tall", 0, 9),
      numberOf("", 0, 9),
    ]).toEqual([null, null, null, null]);
  });

  it("directions are degrees or points of the compass", () => {
    expect(["45", "360", "NNE", "north east", "South-Westbound", "W"].map(bearingOf)).toEqual([
      45, 0, 22.5, 45, 225, 270,
    ]);
    expect(["400", "both ways", "up"].map(bearingOf)).toEqual([null, null, null]);
  });

  it("pictures are pairs or names", () => {
    expect(["1920x1080", "2560 × 1440", "1080p", "4 MP"].map(pictureOf)).toEqual([
      [1920, 1080],
      [2560, 1440],
      [1920, 1080],
      [2560, 1440],
    ]);
    expect(pictureOf("good")).toBeNull();
  });

  it("dates are ISO or British, and exist", () => {
    expect(["2026-03-31", "31/03/2026", "1.4.2025"].map(dateOf)).toEqual([
      "2026-03-31",
      "2026-03-31",
      "2025-04-01",
    ]);
    expect(["31/02/2026", "03-2026", ""].map(dateOf)).toEqual([null, null, null]);
  });

  it("types, statuses and supplies are told by their words", () => {
    expect(
      ["Speed dome", "Fixed bullet", "RDC", "360 fisheye", "odd"].map((text) => wordOf(text, CAMERA_KINDS)),
    ).toEqual(["ptz", "fixed", "rapid-deployment", "fisheye", null]);
    expect(
      ["Working", "Not working", "Decommissioned 2019"].map((text) => wordOf(text, CAMERA_STATUSES)),
    ).toEqual(["live", "faulty", "decommissioned"]);
    expect(["Permanent", "Photocell", "none"].map((text) => wordOf(text, SUPPLIES))).toEqual([
      "permanent",
      "switched",
      "none",
    ]);
  });
});
