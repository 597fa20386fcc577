import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { prepareArea } from "#domain/grid/point-in-polygon.ts";
import { createDemoCounter } from "../../server/demo/count-targets.ts";
import { ewkbHex } from "../../server/demo/ewkb.ts";
import { type Demo, generateDemo } from "../../server/demo/generate-demo.ts";
import { outline } from "../../server/demo/inputs.ts";
import type { MapFeature } from "../../server/demo/map-features.ts";
import { distanceM, type Point, ringAreaM2, ringCentre, toPlane } from "../../server/demo/plane.ts";

vi.setConfig({ testTimeout: 60_000 });

const demo = generateDemo();
const details = demo.detailFeatures();
const features = [...demo.mapFeatures, ...details];
const byLayer = (layer: string) => features.filter((feature) => feature.layer === layer);
const area = (kind: string) => demo.areas.all.filter((found) => found.kind === kind);

function hashOf(made: Demo): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([made.areas.all, made.population, made.mapFeatures]));
  for (const { records } of made.incidents()) hash.update(JSON.stringify(records.slice(0, 50)));
  return hash.digest("hex");
}

describe("one seed, one borough", () => {
  it("the same seed gives the same borough, people, map and incidents", () => {
    expect(hashOf(generateDemo())).toBe(hashOf(demo));
  });

  it("another seed moves the incidents but keeps the published totals", () => {
    const other = generateDemo(4711);
    expect(hashOf(other)).not.toBe(hashOf(demo));
    const counter = createDemoCounter(other);
    expect(counter.count("burglary", "2018-05-01", "2019-04-30")).toBe(3_661);
    expect(counter.count("asb", "2020-01-08", "2021-01-07")).toBe(16_696);
    expect(counter.count("asb", "2018-06-26", "2019-06-25", "repeat caller")).toBe(181);
  });
});

describe("areas", () => {
  it("the outline is coarse (60 to 120 corners) and about as large as the borough", () => {
    expect(outline.ring.length).toBeGreaterThanOrEqual(60);
    expect(outline.ring.length).toBeLessThanOrEqual(120);
    const km2 = ringAreaM2(outline.ring.map(toPlane)) / 1e6;
    expect(km2).toBeGreaterThan(80);
    expect(km2).toBeLessThan(92);
  });

  it("24 wards and about 200 small areas tile the borough: areas add up and no ring crosses itself", () => {
    expect(area("ward").length).toBe(24);
    expect(area("lsoa").length).toBeGreaterThan(190);
    const [borough] = area("local-authority");
    for (const kind of ["ward", "lsoa"]) {
      const total = area(kind).reduce((sum, { areaM2 }) => sum + areaM2, 0);
      expect(Math.abs(total / (borough?.areaM2 ?? 0) - 1)).toBeLessThan(1e-9);
    }
    for (const { ring, name } of demo.areas.all) expect(crossings(ring.map(toPlane)), name).toBe(0);
  });

  it("the named areas of the partnership's papers are there", () => {
    const codes = demo.areas.all.map(({ code }) => code);
    for (const code of ["NW4", "N12", "DEMO-HENDON-PARK", "DEMO-BRENT-CROSS"]) expect(codes).toContain(code);
    expect(codes.filter((code) => code.startsWith("DEMO-TC-")).length).toBe(5);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("residents add up to the published 400,600 by small area and by ward; households to about 150,000", () => {
    const total = (prefix: string, measure: string) =>
      demo.population
        .filter((row) => row.areaCode.startsWith(prefix) && row.measure === measure)
        .reduce((sum, { n }) => sum + n, 0);
    for (const prefix of ["DEMO-L", "DEMO-W", "E09000003"]) {
      expect(total(prefix, "residents")).toBe(400_600);
      expect(total(prefix, "households")).toBe(151_400);
    }
    for (const { n } of demo.population) expect(n).toBeGreaterThan(50);
  });
});

describe("map features", () => {
  it("every layer of the map is there", () => {
    const counts = Object.fromEntries(
      [...new Set(features.map(({ layer }) => layer))].map((layer) => [layer, byLayer(layer).length]),
    );
    expect(counts.building).toBeGreaterThan(10_000);
    expect(counts.column).toBeGreaterThan(10_000);
    expect(counts.road).toBeGreaterThan(2_000);
    expect(counts.camera).toBe(120);
    expect(counts.station).toBe(19);
    for (const layer of [
      "school",
      "bus-stop",
      "forecourt",
      "licensed-premises",
      "park",
      "water",
      "rail",
      "place",
    ]) {
      expect(counts[layer], layer).toBeGreaterThan(4);
    }
  });

  it("no building stands on another", () => {
    const buildings = byLayer("building").map((feature) => {
      const ring = outerRing(feature);
      return { ring, centre: ringCentre(ring.map(toPlane)), covers: prepareArea([[ring]]).covers };
    });
    const grid = new Map<string, typeof buildings>();
    const key = (x: number, y: number) => `${Math.floor(x / 40)} ${Math.floor(y / 40)}`;
    for (const building of buildings) {
      const cell = key(...building.centre);
      grid.set(cell, [...(grid.get(cell) ?? []), building]);
    }
    let overlaps = 0;
    for (const building of buildings) {
      for (const other of grid.get(key(...building.centre)) ?? []) {
        if (other === building) continue;
        if (other.ring.some(([lng, lat]) => building.covers(lng, lat))) overlaps++;
      }
    }
    expect(overlaps).toBe(0);
  });

  it("lamp columns are 6 to 8 m high, inside the borough, and each has its own reference", () => {
    const borough = prepareArea([[outline.ring]]);
    const columns = byLayer("column");
    for (const { heightM, geometry } of columns) {
      expect([6, 7, 8]).toContain(heightM);
      expect(geometry.type === "Point" && borough.covers(...geometry.coordinates)).toBe(true);
    }
    expect(new Set(columns.map(({ reference }) => reference)).size).toBe(columns.length);
  });

  it("some cameras have neither direction nor lens on record, most have both", () => {
    const cameras = byLayer("camera");
    const blind = cameras.filter(({ attributes }) => attributes?.bearingDeg === undefined);
    expect(blind.length).toBe(40);
    for (const { attributes } of blind) expect(attributes?.horizontalFovDeg).toBeUndefined();
  });

  it("no building stands in Hendon Park", () => {
    const park = byLayer("park").find(({ name }) => name === "Hendon Park");
    const { covers } = prepareArea([[park ? outerRing(park) : []]]);
    expect(byLayer("building").filter((b) => outerRing(b).every(([lng, lat]) => covers(lng, lat)))).toEqual(
      [],
    );
  });
});

describe("EWKB", () => {
  it("a point is written as PostGIS writes it", () => {
    // SELECT ST_AsEWKB(ST_SetSRID(ST_MakePoint(1, 2), 4326)), PostGIS 3.3.
    expect(ewkbHex({ type: "Point", coordinates: [1, 2] })).toBe(
      "0101000020e6100000000000000000f03f0000000000000040",
    );
  });
});

function outerRing(feature: MapFeature): readonly (readonly [number, number])[] {
  return feature.geometry.type === "Polygon" ? (feature.geometry.coordinates[0] ?? []) : [];
}

/** Pairs of edges that cross properly. */
function crossings(ring: readonly Point[]): number {
  const edges = ring.map((a, i) => [a, ring[(i + 1) % ring.length] ?? a] as const);
  const turn = (a: Point, b: Point, c: Point) =>
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  let found = 0;
  edges.forEach(([a, b], i) => {
    for (const [c, d] of edges.slice(i + 1)) {
      if (Math.min(distanceM(a, c), distanceM(a, d), distanceM(b, c), distanceM(b, d)) < 1e-6) continue;
      if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) found++;
    }
  });
  return found;
}
