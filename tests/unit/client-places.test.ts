import { describe, expect, test } from "vitest";
import { cellAt, cellDisk, cellRing } from "#domain/grid/h3.ts";
import { monthsBetween } from "#domain/time/months.ts";
import { cellFinder } from "../../client/map/cell-finder.ts";
import { buildingBox } from "../../client/screens/explore/model/building-box.ts";
import { placeNamer } from "../../client/screens/explore/model/place-names.ts";
import { type RankedRow, sortRows } from "../../client/screens/explore/places/ranked-rows.ts";
import { trendYears, yearTotal } from "../../client/screens/explore/places/trend-years.ts";
import type { CellColumn } from "../../client/screens/explore/surfaces/cell-column.ts";
import { dragWindow, timelineScale } from "../../client/screens/explore/timeline/timeline-scale.ts";
import { hexGrid } from "../../client/workers/hex-grid.ts";

const row = (cell: string, n: number, rank: number): RankedRow => ({
  index: rank - 1,
  cell,
  rank,
  ward: cell,
  near: "",
  edge: false,
  n,
});

describe("the ranked table", () => {
  const rows = [row("c", 9, 1), row("a", 5, 2), row("b", 5, 3)];
  const figures = (id: string, values: readonly number[], lowFirst = false): CellColumn => ({
    id,
    label: id,
    figure: (i) => values[i] ?? Number.NaN,
    text: (i) => String(values[i]),
    lowFirst,
  });
  const columns = [
    figures("n", [9, 5, 5]),
    figures("difference", [6, -3, 4]),
    figures("q", [0.2, Number.NaN, 0.01], true),
  ];
  const order = (column: string, reversed = false) =>
    sortRows(rows, { column, reversed }, columns).map(({ cell }) => cell);

  test("sorts numbers largest first, names by the alphabet, and equal rows by rank", () => {
    expect(order("difference")).toEqual(["c", "b", "a"]);
    expect(order("place")).toEqual(["a", "b", "c"]);
    expect(order("n", true)).toEqual(["a", "b", "c"]);
    expect(order("rank", true)).toEqual(["b", "a", "c"]);
  });

  test("sorts q smallest first, and what has no number comes last either way", () => {
    expect(order("q")).toEqual(["b", "c", "a"]);
    expect(order("q", true)).toEqual(["c", "b", "a"]);
  });
});

test("the hexagon under a position is the one that H3 names", () => {
  const cells = cellDisk(cellAt([-0.2, 51.6], 9), 8);
  const grid = hexGrid(cells, new Uint8Array(cells.length));
  const find = cellFinder(grid);
  for (const [i, cell] of cells.entries()) {
    const [lng = 0, lat = 0] = grid.centres.subarray(2 * i, 2 * i + 2);
    for (const corner of cellRing(cell)) {
      const almost = [lng + 0.97 * (corner[0] - lng), lat + 0.97 * (corner[1] - lat)] as const;
      expect(cells[find(...almost) ?? -1]).toBe(cellAt(almost, 9));
    }
  }
  expect(find(1, 52)).toBeNull();
});

test("three years end with the month shown, and a gap is not a zero", () => {
  const months = monthsBetween("2018-01", "2020-10");
  const monthTotals = Int32Array.from(months, (_, m) => m + 1);
  const gaps = Uint8Array.from(months, (month) => (month === "2020-04" ? 1 : 0));
  const { years, monthNames } = trendYears({ months, monthTotals, gaps }, "2020-10", 3);
  expect(years.map((year) => year.label)).toEqual(["2017/18", "2018/19", "2019/20"]);
  expect(monthNames[0]).toBe("Nov");
  expect(years[2]?.values[5]).toBeNull();
  expect(years[0]?.values.slice(0, 3)).toEqual([null, null, 1]);
  expect(yearTotal({ label: "", values: [null, null] })).toBeNull();
});

test("a hexagon is named by its ward and the nearest place, or else by the side of the ward", () => {
  const square = [
    [
      [
        [0, 50],
        [0.2, 50],
        [0.2, 50.2],
        [0, 50.2],
        [0, 50],
      ],
    ],
  ];
  const ward = {
    type: "Feature",
    properties: { name: "Hendon Ward" },
    geometry: { type: "MultiPolygon", coordinates: square },
  };
  const place = {
    type: "Feature",
    properties: { name: "Park" },
    geometry: { type: "Point", coordinates: [0.1, 50.1] },
  };
  const wards = { type: "FeatureCollection", features: [ward] } as GeoJSON.FeatureCollection;
  const places = { type: "FeatureCollection", features: [place] } as GeoJSON.FeatureCollection;
  expect(placeNamer(wards, places)(0.1, 50.104)).toEqual({ ward: "Hendon", near: "450 m N of Park" });
  expect(placeNamer(wards, undefined)(0.19, 50.19)).toEqual({
    ward: "Hendon",
    near: "north-east of the ward",
  });
  expect(placeNamer(undefined, undefined)(1, 1)).toEqual({ ward: "", near: "" });
});

describe("the timeline", () => {
  const scale = timelineScale(171, 50, new Int32Array(171).fill(3));
  test("a position is the month whose bar is there", () => {
    expect([-5, 0, 10.4, 500].map(scale.monthAt)).toEqual([0, 0, 10, 170]);
  });
  test("dragging moves an end, the whole frame, or draws a new one, and never leaves the data", () => {
    const start = { from: 10, to: 12, at: 11 };
    expect(dragWindow("from", start, 14, 171)).toEqual({ from: 12, to: 12 });
    expect(dragWindow("to", start, 20, 171)).toEqual({ from: 10, to: 20 });
    expect(dragWindow("body", start, 500, 171)).toEqual({ from: 168, to: 170 });
    expect(dragWindow("draw", { ...start, at: 30 }, 25, 171)).toEqual({ from: 25, to: 30 });
  });
});

test("buildings are asked for close in only, in boxes that change seldom", () => {
  expect(buildingBox(null)).toBe("");
  expect(buildingBox({ lng: -0.2, lat: 51.6, zoom: 12 })).toBe("");
  const box = buildingBox({ lng: -0.2051, lat: 51.6012, zoom: 15 });
  expect(box).toBe(buildingBox({ lng: -0.2053, lat: 51.6013, zoom: 15 }));
  expect(box.split(",")).toHaveLength(4);
});
