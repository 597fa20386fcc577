/** Shapes of the marks in the middle of a hexagon: convex, so that each can be drawn as one instanced column. */

export const MARK_SHAPES = ["dot", "square", "diamond", "triangle-up", "triangle-down", "bar"] as const;
export type MarkShape = (typeof MARK_SHAPES)[number];

type Corners = readonly (readonly [east: number, north: number])[];

/** Half width of the marks, as a share of a hexagon's corner radius. */
const SIZE = 0.3;

const DOT: Corners = Array.from({ length: 8 }, (_, i) => [
  0.55 * Math.cos((i * Math.PI) / 4),
  0.55 * Math.sin((i * Math.PI) / 4),
]);

const UNIT: Record<MarkShape, Corners> = {
  dot: DOT,
  square: [
    [0.8, -0.8],
    [0.8, 0.8],
    [-0.8, 0.8],
    [-0.8, -0.8],
  ],
  diamond: [
    [0, -1.1],
    [1.1, 0],
    [0, 1.1],
    [-1.1, 0],
  ],
  "triangle-up": [
    [1.05, -0.75],
    [0, 1.1],
    [-1.05, -0.75],
  ],
  "triangle-down": [
    [0, -1.1],
    [1.05, 0.75],
    [-1.05, 0.75],
  ],
  bar: [
    [1.2, -0.32],
    [1.2, 0.32],
    [-1.2, 0.32],
    [-1.2, -0.32],
  ],
};

/** Corners of a mark, anticlockwise, in units of the hexagon's corner radius. */
export function markCorners(shape: MarkShape): [number, number][] {
  return UNIT[shape].map(([east, north]) => [east * SIZE, north * SIZE]);
}
