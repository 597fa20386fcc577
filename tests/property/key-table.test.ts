import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyTable } from "#domain/grid/key-table.ts";
import { integersAsText } from "../../server/api/integer-text.ts";

const keys = fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 400 });

describe("key table", () => {
  it("gives every key the number that a Map would", () => {
    fc.assert(
      fc.property(keys, keys, (added, asked) => {
        const table = new KeyTable();
        const map = new Map<bigint, number>();
        for (const key of [...added, ...added]) {
          if (!map.has(key)) map.set(key, map.size);
          expect(table.addKey(key)).toBe(map.get(key));
        }
        expect(table.size).toBe(map.size);
        for (const key of [...asked, ...added]) expect(table.findKey(key)).toBe(map.get(key) ?? -1);
        for (const [key, index] of map) expect(table.keyAt(index)).toBe(key);
      }),
    );
  });

  it("a number never given out is refused", () => {
    expect(() => new KeyTable().keyAt(0)).toThrow(RangeError);
  });
});

describe("integers as text", () => {
  it("are what joining them gives", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })), (values) => {
        expect(integersAsText(values).toString()).toBe(values.join(","));
      }),
    );
  });
});
