/** One convex shape in the middle of each of some hexagons, as corners and triangles. */
import type { HexGrid } from "../../workers/cube-messages.ts";
import type { FlatShapes } from "./flat-shapes-layer.ts";

/** Corners of a convex shape, metres east and north of the middle. */
export type ShapeM = readonly (readonly [east: number, north: number])[];
type Outlines = Pick<FlatShapes, "corners" | "triangles">;

/** On the sphere that H3's hexagons are made on. */
const M_PER_DEGREE = (6_371_007.18 * Math.PI) / 180;

/** @param cells numbers of the cells, in the order of their colours. */
export function cellOutlines({ centres }: HexGrid, cells: Iterable<number>, shape: ShapeM): Outlines {
  const numbers = Array.from(cells);
  const corners = new Float64Array(numbers.length * shape.length * 2);
  const triangles = new Uint32Array(numbers.length * (shape.length - 2) * 3);
  let [c, t] = [0, 0];
  for (const [k, cell] of numbers.entries()) {
    const lng = centres[2 * cell] ?? 0;
    const lat = centres[2 * cell + 1] ?? 0;
    const mPerDegreeLng = M_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
    for (const [east, north] of shape) {
      corners[c++] = lng + east / mPerDegreeLng;
      corners[c++] = lat + north / M_PER_DEGREE;
    }
    const first = k * shape.length;
    for (let corner = 2; corner < shape.length; corner++) {
      triangles[t++] = first;
      triangles[t++] = first + corner - 1;
      triangles[t++] = first + corner;
    }
  }
  return { corners: { value: corners, size: 2 }, triangles: { value: triangles, size: 1 } };
}

/** Colours by shape, four bytes each, as colours by corner. */
export function cornerColours(colours: Uint8Array, cornersPerShape: number): Uint8Array {
  const shapes = new Uint32Array(colours.buffer, colours.byteOffset, colours.length >> 2);
  const corners = new Uint32Array(shapes.length * cornersPerShape);
  for (let i = 0, at = 0; i < shapes.length; i++) {
    const colour = shapes[i] ?? 0;
    for (let k = 0; k < cornersPerShape; k++) corners[at++] = colour;
  }
  return new Uint8Array(corners.buffer);
}
