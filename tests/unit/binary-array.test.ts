import { describe, expect, it } from "vitest";
import { arrayLength, forEachCount } from "../../server/db/binary-array.ts";

/** As PostgreSQL's array_send writes it: hand-made from its source, array_send in arrayfuncs.c. */
function sent(bytesPerValue: 4 | 8, values: bigint[]): Buffer {
  const head = Buffer.alloc(values.length === 0 ? 12 : 20);
  head.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  if (values.length > 0) {
    head.writeInt32BE(values.length, 12);
    head.writeInt32BE(1, 16);
  }
  const items = values.map((value) => {
    const item = Buffer.alloc(4 + bytesPerValue);
    item.writeInt32BE(bytesPerValue, 0);
    if (bytesPerValue === 8) item.writeBigInt64BE(value, 4);
    else item.writeInt32BE(Number(value), 4);
    return item;
  });
  return Buffer.concat([head, ...items]);
}

describe("arrays in PostgreSQL's binary form", () => {
  it("give every key in two halves, with its count", () => {
    const found: [number, number, number][] = [];
    const keys = sent(8, [0x8a194ad3056ffffn, 5n]);
    forEachCount(keys, sent(4, [3n, 70_000n]), (high, low, n) => found.push([high, low, n]));
    expect(found).toEqual([
      [Number(0x8a194ad3056ffffn >> 32n), Number(0x8a194ad3056ffffn & 0xffffffffn), 3],
      [0, 5, 70_000],
    ]);
  });

  it("an empty array has no keys", () => {
    expect(arrayLength(sent(8, []))).toBe(0);
  });

  it("keys and counts of different length are refused", () => {
    expect(() => forEachCount(sent(8, [1n]), sent(4, []), () => {})).toThrow(RangeError);
  });
});
