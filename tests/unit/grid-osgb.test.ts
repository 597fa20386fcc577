import { describe, expect, it } from "vitest";
import { formatGridReference, parseGridReference, parsePlaceText } from "#domain/grid/grid-reference.ts";
import { bngToWgs84, isBng, wgs84ToBng } from "#domain/grid/osgb.ts";

/**
 * Ordnance Survey's 40 OSTN15 test points (OSTN15_OSGM15_TestInput/Output_ETRStoOSGB):
 * latitude, longitude, easting, northing. © Crown copyright Ordnance Survey 2016, BSD licence.
 */
const OSTN15_POINTS: readonly (readonly [number, number, number, number])[] = [
  [49.92226394, -6.29977752, 91492.146, 11318.804],
  [49.96006138, -5.2030461, 170370.718, 11572.405],
  [50.43885826, -4.10864564, 250359.811, 62016.569],
  [50.57563665, -1.29782277, 449816.371, 75335.861],
  [50.93127938, -1.45051434, 438710.92, 114792.25],
  [51.4007822, -3.55128349, 292184.87, 168003.465],
  [51.37447026, 1.4445473, 639821.835, 169565.858],
  [51.42754743, -2.54407618, 362269.991, 169978.69],
  [51.48936565, -0.11992557, 530624.974, 178388.464],
  [51.85890896, -4.30852477, 241124.584, 220332.641],
  [51.89436637, 0.89724327, 599445.59, 225722.826],
  [52.25529382, -2.15458614, 389544.19, 261912.153],
  [52.25160951, -0.91248957, 474335.969, 262047.755],
  [52.75136687, 0.40153547, 562180.547, 319784.995],
  [52.96219109, -1.19747656, 454002.834, 340834.943],
  [53.3448028, -2.64049321, 357455.843, 383290.436],
  [53.41628516, -4.2891807, 247958.971, 393492.909],
  [53.41630925, -4.28917793, 247959.241, 393495.583],
  [53.77911026, -3.04045491, 331534.564, 431920.794],
  [53.8002152, -1.66379168, 422242.186, 433818.701],
  [54.08666318, -4.63452168, 227778.33, 468847.388],
  [54.11685144, -0.07773133, 525745.67, 470703.214],
  [54.32919541, -4.38849118, 244780.636, 495254.887],
  [54.8954234, -2.93827741, 339921.145, 556034.761],
  [54.97912274, -1.61657685, 424639.355, 565012.703],
  [55.85399953, -4.29649016, 256340.925, 664697.269],
  [55.92478266, -3.29479219, 319188.434, 670947.534],
  [57.00606696, -5.82836692, 167634.202, 797067.144],
  [57.13902519, -2.04856031, 397160.491, 805349.736],
  [57.48625001, -4.21926399, 267056.768, 846176.972],
  [57.81351838, -8.57854456, 9587.909, 899448.996],
  [58.21262247, -7.59255561, 71713.132, 938516.404],
  [58.51560361, -6.26091456, 151968.652, 966483.78],
  [58.58120461, -3.72631022, 299721.891, 967202.992],
  [59.03743871, -3.21454001, 330398.323, 1017347.016],
  [59.09335035, -4.41757675, 261596.778, 1025447.602],
  [59.09671617, -5.8279934, 180862.461, 1029604.114],
  [59.53470794, -1.62516966, 421300.525, 1072147.239],
  [59.85409914, -1.2748691, 440725.073, 1107878.448],
  [60.13308092, -2.07382823, 395999.668, 1138728.951],
];

const offsets = OSTN15_POINTS.map(([lat, lng, easting, northing]) => {
  const [e, n] = wgs84ToBng(lng, lat);
  return Math.hypot(e - easting, n - northing);
});

describe("National Grid", () => {
  it("the Helmert position is within 5 m of every OSTN15 test point, and 1.9 m off on average", () => {
    expect(offsets).toHaveLength(40);
    expect(Math.max(...offsets)).toBeLessThan(5);
    const mean = offsets.reduce((sum, m) => sum + m, 0) / offsets.length;
    expect(mean).toBeGreaterThan(1.8);
    expect(mean).toBeLessThan(2.1);
  });

  it("there and back again is the same position to 5 mm", () => {
    for (const [lat, lng, easting, northing] of OSTN15_POINTS) {
      const [e, n] = wgs84ToBng(...bngToWgs84(easting, northing));
      expect(Math.hypot(e - easting, n - northing)).toBeLessThan(0.005);
      const back = bngToWgs84(...wgs84ToBng(lng, lat));
      expect(back[0]).toBeCloseTo(lng, 6);
      expect(back[1]).toBeCloseTo(lat, 6);
    }
  });

  it("degrees are never taken for metres", () => {
    expect(isBng(-0.2, 51.6)).toBe(false);
    expect(isBng(51.6, -0.2)).toBe(false);
    expect(isBng(522912, 189345)).toBe(true);
  });

  it("the borough's own street-light file agrees with Helmert to 4 mm: it was not made with OSTN15", () => {
    const [e, n] = wgs84ToBng(-0.2615022490530431, 51.60855241424845);
    expect(Math.hypot(e - 520483, n - 191400)).toBeLessThan(0.004);
  });
});

describe("grid references", () => {
  it.each([
    ["TQ 229 893", 522900, 189300, 100],
    ["tq229893", 522900, 189300, 100],
    ["TQ2298", 522000, 198000, 1000],
    [" tq 22912 89345 ", 522912, 189345, 1],
    ["TQ", 500000, 100000, 100000],
    ["HT 959 387", 395900, 1138700, 100],
    ["SV 91 11", 91000, 11000, 1000],
    ["TQ 2 2 9 8 9 3", 522900, 189300, 100],
  ])("%j names the square at %d, %d of side %d m", (text, easting, northing, sizeM) => {
    expect(parseGridReference(text)).toMatchObject({ ok: true, corner: [easting, northing], sizeM });
  });

  it.each([
    ["TQ 229", "odd-digits"],
    ["TQ 229 89", "uneven-halves"],
    ["TQ 22 9834", "uneven-halves"],
    ["TQ 123456 123456", "odd-digits"],
    ["IQ 229 893", "off-grid"],
    ["AA 22 89", "off-grid"],
    ["229 893", "not-a-grid-reference"],
    ["T 229 893", "not-a-grid-reference"],
    ["", "not-a-grid-reference"],
  ])("%j is refused as %s", (text, reason) => {
    expect(parseGridReference(text)).toMatchObject({ ok: false, reason });
  });

  it("writing and reading a reference gives the square that holds the position", () => {
    for (const [, , easting, northing] of OSTN15_POINTS) {
      for (const digits of [2, 4, 6, 8, 10]) {
        const parsed = parseGridReference(formatGridReference(easting, northing, digits) ?? "");
        expect(parsed.ok).toBe(true);
        if (!parsed.ok) continue;
        expect(easting - parsed.corner[0]).toBeGreaterThanOrEqual(0);
        expect(easting - parsed.corner[0]).toBeLessThan(parsed.sizeM);
        expect(northing - parsed.corner[1]).toBeGreaterThanOrEqual(0);
        expect(northing - parsed.corner[1]).toBeLessThan(parsed.sizeM);
      }
    }
  });

  it("digits are cut, not rounded, because a reference names a square", () => {
    expect(formatGridReference(522999, 189399, 6)).toBe("TQ 229 893");
    expect(formatGridReference(-5, 10, 6)).toBeNull();
    expect(() => formatGridReference(522999, 189399, 5)).toThrow(RangeError);
  });
});

describe("typed places", () => {
  it("longitude and latitude are understood in either order", () => {
    const expected = { ok: true, kind: "coordinate", position: [-0.2, 51.6], ambiguity: null };
    for (const text of ["-0.2, 51.6", "51.6,-0.2", "51.6 -0.2", "51.6N 0.2W", "51.6°, −0.2°"]) {
      expect(parsePlaceText(text)).toMatchObject(expected);
    }
  });

  it("an easting and a northing are understood", () => {
    expect(parsePlaceText("520483, 191400")).toMatchObject({ ok: true, kind: "easting-northing" });
  });

  it("a text that is also a postcode district says so", () => {
    expect(parsePlaceText("NW10")).toMatchObject({
      ok: true,
      ambiguity: expect.stringContaining("postcode"),
    });
    expect(parsePlaceText("TQ 229 893")).toMatchObject({ ok: true, ambiguity: null });
  });

  it("digits without letters are refused as ambiguous, and places abroad as outside", () => {
    expect(parsePlaceText("229 893")).toMatchObject({ ok: false, reason: "ambiguous" });
    expect(parsePlaceText("48.85, 2.35")).toMatchObject({ ok: false, reason: "outside-uk" });
    expect(parsePlaceText("0, 0")).toMatchObject({ ok: false, reason: "outside-uk" });
    expect(parsePlaceText("Hendon")).toMatchObject({ ok: false, reason: "not-a-place" });
  });
});
