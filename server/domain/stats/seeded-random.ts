/**
 * Reproducible random numbers: the same seed gives the same sequence on every machine and in every browser, so
 * a result that used chance can state its seed and be repeated. Not for secrets.
 *
 * Generator: xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS
 * 47(4), 2021; https://prng.di.unimi.it), state filled from the seed by SplitMix64 as its authors advise.
 */

export type SeededRandom = {
  /** Next 32 random bits, 0 … 2³² − 1. */
  uint32(): number;
  /** Uniform in [0, 1), with 32 bits of resolution. */
  uniform(): number;
  /**
   * Uniform whole number 0 … n − 1.
   * @throws RangeError unless n is a whole number 1 … 2³².
   */
  integerBelow(n: number): number;
  /** Standard normal deviate (Box–Muller, one of the pair; two draws each). */
  normal(): number;
  /** A generator of its own for a named part, unaffected by how many numbers the others draw. */
  fork(label: string): SeededRandom;
};

const MASK_64 = 0xffffffffffffffffn;

/**
 * SplitMix64: a sequence of 64-bit values from a 64-bit seed (Steele, Lea and Flood, OOPSLA 2014).
 * @param count how many values, 0 or more.
 */
export function splitMix64(seed: bigint, count: number): bigint[] {
  let state = seed & MASK_64;
  return Array.from({ length: count }, () => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK_64;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
    return z ^ (z >> 31n);
  });
}

/**
 * Generator for a seed.
 * @param seed whole number; negative or above 2⁶⁴ is taken modulo 2⁶⁴.
 * @throws RangeError if a number is not a safe integer.
 */
export function seededRandom(seed: number | bigint): SeededRandom {
  if (typeof seed === "number" && !Number.isSafeInteger(seed)) {
    throw new RangeError(`seededRandom: expected a whole number as seed, got ${seed}`);
  }
  const start = BigInt(seed) & MASK_64;
  const words = splitMix64(start, 2).flatMap((word) => [
    Number(word & 0xffffffffn),
    Number((word >> 32n) & 0xffffffffn),
  ]);
  const [a = 0, b = 0, c = 0, d = 0] = words;
  return fromState([a, b, c, d], start);
}

/**
 * Generator that starts from the four 32-bit words of xoshiro128**'s own state; for tests against references.
 * @throws RangeError if all four are 0, from which the generator never leaves.
 */
export function randomFromState(state: readonly [number, number, number, number]): SeededRandom {
  if (state.every((word) => word >>> 0 === 0)) {
    throw new RangeError("randomFromState: expected a state that is not all zero, got four zeros");
  }
  return fromState(state, 0n);
}

function fromState(state: readonly [number, number, number, number], seed: bigint): SeededRandom {
  let [s0, s1, s2, s3] = state;
  const uint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotateLeft(s3, 11);
    return result;
  };
  const uniform = (): number => uint32() / 0x100000000;
  return {
    uint32,
    uniform,
    integerBelow(n) {
      if (!Number.isInteger(n) || n < 1 || n > 0x100000000) {
        throw new RangeError(`integerBelow: expected a whole number 1 to 4294967296, got ${n}`);
      }
      return Math.floor(uniform() * n);
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    fork: (label) => seededRandom(seed ^ hash64(label)),
  };
}

function rotateLeft(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

/** FNV-1a, 64 bits, over UTF-16 code units. */
function hash64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = ((hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n) & MASK_64;
  }
  return hash;
}
