import { expect, test } from "vitest";
import { beforeIdOf, inLayerOrder, LAYER_ORDER, layerPosition } from "../../client/map/layer-order.ts";

test("an unlisted layer throws", () => {
  expect(() => layerPosition("heatmap")).toThrow(RangeError);
  expect(() => inLayerOrder([{ id: "background" }, { id: "heatmap" }])).toThrow(RangeError);
});

test("a layer given twice throws", () => {
  expect(() => inLayerOrder([{ id: "wards" }, { id: "wards" }])).toThrow(RangeError);
});

test("layers come out in the order of the list, whatever order they are given in", () => {
  const given = LAYER_ORDER.map(({ id }) => ({ id })).reverse();
  expect(inLayerOrder(given).map(({ id }) => id)).toEqual(LAYER_ORDER.map(({ id }) => id));
});

test("hexagons lie over the ground and under roads, boundaries, selection and names", () => {
  const above = ["roads", "outside-veil", "wards", "area-outline", "selection", "place-labels"];
  for (const id of above) expect(layerPosition(id)).toBeGreaterThan(layerPosition("hexagons"));
  for (const id of ["background", "water", "parks"])
    expect(layerPosition(id)).toBeLessThan(layerPosition("hexagons"));
});

test("a deck layer is put before the next MapLibre layer above it", () => {
  expect(beforeIdOf("hexagons")).toBe("rail");
  expect(beforeIdOf("hexagon-marks")).toBe("rail");
  expect(beforeIdOf("camera-labels")).toBeUndefined();
});
