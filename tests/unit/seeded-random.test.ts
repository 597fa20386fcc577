import { describe, expect, it } from "vitest";
import { randomFromState, seededRandom, splitMix64 } from "#domain/stats/seeded-random.ts";

describe("seeded random numbers", () => {
  it("xoshiro128** from state 1 2 3 4 gives the authors' reference outputs", () => {
    const random = randomFromState([1, 2, 3, 4]);
    // Outputs of xoshiro128starstar.c 1.1 (prng.di.unimi.it), as quoted in the tests of rand_xoshiro.
    expect(Array.from({ length: 10 }, () => random.uint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it("SplitMix64 from seed 1234567 gives the reference outputs", () => {
    // Outputs of splitmix64.c (prng.di.unimi.it), as quoted at rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64.
    expect(splitMix64(1234567n, 5)).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });

  it("the same seed gives the same sequence and another seed another", () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 20 }, () => random.uint32());
    };
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
  });

  it("a fork does not depend on how many numbers its parent has drawn", () => {
    const early = seededRandom(7);
    const late = seededRandom(7);
    for (let i = 0; i < 100; i++) late.uint32();
    expect(early.fork("roads").uint32()).toBe(late.fork("roads").uint32());
    expect(early.fork("roads").uint32()).not.toBe(early.fork("houses").uint32());
  });

  it("whole numbers below n stay in range and are even", () => {
    const random = seededRandom(11);
    const seen = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) {
      const k = random.integerBelow(6);
      seen[k] = (seen[k] ?? 0) + 1;
    }
    for (const n of seen) expect(Math.abs(n - 10_000)).toBeLessThan(400);
  });

  it("normal deviates have mean 0 and variance 1", () => {
    const random = seededRandom(5);
    const draws = Array.from({ length: 50_000 }, () => random.normal());
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  });

  it("a seed that is not a whole number is refused", () => {
    expect(() => seededRandom(1.5)).toThrow(RangeError);
    expect(() => randomFromState([0, 0, 0, 0])).toThrow(RangeError);
    expect(() => seededRandom(1).integerBelow(0)).toThrow(RangeError);
  });
});
