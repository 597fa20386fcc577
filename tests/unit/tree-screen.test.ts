import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TreeStand } from "#domain/camera/tree-screen.ts";

const LENS = { x: 0, y: 0, heightM: 6, targetHeightM: 1.6, rangeM: 60 };
type Tree = { x: number; y: number; height: number | null; radius: number };
const screen = (trees: readonly Tree[], transmittance = 0.3) =>
  new TreeStand(
    {
      xy: Float64Array.from(trees.flatMap(({ x, y }) => [x, y])),
      heightM: Float64Array.from(trees, ({ height }) => height ?? Number.NaN),
      radiusM: Float64Array.from(trees, ({ radius }) => radius),
    },
    transmittance,
  ).screenAt(LENS);

describe("what trees let through", () => {
  const tree = { x: 20, y: 0, height: 9, radius: 3 };

  it("a target behind a crown counts for its transmittance, one beside or before it in full", () => {
    const through = screen([tree]);
    expect(through(40, 0)).toBe(0.3);
    expect(through(40, 10)).toBe(1);
    expect(through(10, 0)).toBe(1);
    expect(through(-40, 0)).toBe(1);
  });

  it("two crowns in a row dim twice", () => {
    expect(screen([tree, { ...tree, x: 30 }])(50, 0)).toBeCloseTo(0.09, 12);
  });

  it("a line over the top of a low tree is clear: 6 m at the lens, 1.6 m at 40 m, so 3.8 m at the tree", () => {
    expect(screen([{ ...tree, height: 3.7 }])(40, 0)).toBe(1);
    expect(screen([{ ...tree, height: 3.9 }])(40, 0)).toBe(0.3);
  });

  it("a tree of unknown height dims every line", () => {
    expect(screen([{ ...tree, height: null }])(40, 0)).toBe(0.3);
  });

  it("a target under a crown is dimmed, the ground just outside it on the near side is not", () => {
    const through = screen([tree]);
    expect(through(20, 0)).toBe(0.3);
    expect(through(16.9, 0)).toBe(1);
  });

  it("no trees, nothing dimmed; more trees, never more seen; and the part is in 0 … 1", () => {
    const anyTree = fc.record({
      x: fc.double({ min: -60, max: 60, noNaN: true }),
      y: fc.double({ min: -60, max: 60, noNaN: true }),
      height: fc.option(fc.double({ min: 1, max: 20, noNaN: true })),
      radius: fc.double({ min: 0.5, max: 8, noNaN: true }),
    });
    const at = fc.double({ min: -60, max: 60, noNaN: true });
    fc.assert(
      fc.property(fc.array(anyTree, { maxLength: 8 }), anyTree, at, at, (trees, more, dx, dy) => {
        expect(screen([])(dx, dy)).toBe(1);
        const [before, after] = [screen(trees)(dx, dy), screen([...trees, more])(dx, dy)];
        expect(after).toBeLessThanOrEqual(before);
        expect(after).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("a transmittance that is none is refused", () => {
    expect(() => screen([tree], 1.2)).toThrow(RangeError);
  });
});

describe("ground behind trees", () => {
  const anyTree = fc.record({
    x: fc.double({ min: -50, max: 50, noNaN: true }),
    y: fc.double({ min: -50, max: 50, noNaN: true }),
    height: fc.option(fc.double({ min: 0.5, max: 12, noNaN: true })),
    radius: fc.double({ min: 0.5, max: 8, noNaN: true }),
  });
  const at = fc.double({ min: -42, max: 42, noNaN: true });
  const standOf = (tree: Tree) =>
    new TreeStand(
      {
        xy: Float64Array.of(tree.x, tree.y),
        heightM: Float64Array.of(tree.height ?? Number.NaN),
        radiusM: Float64Array.of(tree.radius),
      },
      0.3,
    );

  /** Even-odd. */
  function isInside(ring: Float64Array, x: number, y: number): boolean {
    let inside = false;
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [ring[i], ring[i + 1], ring[j], ring[j + 1]];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
    return inside;
  }

  it("is where targets are dimmed, and nowhere else", () => {
    let [dimmed, clear] = [0, 0];
    fc.assert(
      fc.property(anyTree, at, at, (tree, dx, dy) => {
        const stand = standOf(tree);
        const near = [-0.6, 0, 0.6].flatMap((a) => [-0.6, 0, 0.6].map((b) => [dx + a, dy + b] as const));
        const through = stand.screenAt(LENS);
        const is = near.map(([x, y]) => through(x, y) < 1);
        // A little aside, so that no point lies on the seam of a ring. Arcs are drawn with straight pieces: a target within a step of the edge may fall on either side.
        if (is.some((each) => each !== is[0]) || Math.hypot(dx, dy) > 58 || Math.hypot(dx, dy) < 1) return;
        const drawn = stand.shadowsAt(LENS).some((ring) => isInside(ring, dx + 1e-4, dy + 3e-4));
        expect(drawn).toBe(is[0]);
        if (is[0]) dimmed++;
        else clear++;
      }),
      { numRuns: 3000, seed: 7 },
    );
    expect(dimmed).toBeGreaterThan(50);
    expect(clear).toBeGreaterThan(200);
  });
});
