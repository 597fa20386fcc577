/**
 * Reads what PostgreSQL's `array_send` writes: a header of 5 big-endian int32 (dimensions, null flag, element
 * type, length, lower bound), then each element as int32 length + bytes. An empty array is a header of 3.
 */
const HEADER_BYTES = 20;
const BIGINT_BYTES = 12;
const INTEGER_BYTES = 8;

/** Length of a one-dimensional array. @throws RangeError for more dimensions or for nulls. */
export function arrayLength(array: Buffer): number {
  const dimensions = array.readInt32BE(0);
  if (dimensions === 0) return 0;
  if (dimensions !== 1 || array.readInt32BE(4) !== 0) {
    throw new RangeError(`arrayLength: expected one dimension without nulls, got ${dimensions}`);
  }
  return array.readInt32BE(12);
}

/**
 * Walks a `bigint[]` and the `integer[]` beside it, giving each key as its two unsigned 32-bit halves.
 * @throws RangeError if their lengths differ.
 */
export function forEachCount(
  keys: Buffer,
  counts: Buffer,
  visit: (high: number, low: number, n: number) => void,
): void {
  const length = arrayLength(keys);
  if (arrayLength(counts) !== length) {
    throw new RangeError(`forEachCount: got ${length} keys and ${arrayLength(counts)} counts`);
  }
  for (let i = 0; i < length; i++) {
    const at = HEADER_BYTES + i * BIGINT_BYTES + 4;
    const n = counts.readInt32BE(HEADER_BYTES + i * INTEGER_BYTES + 4);
    visit(keys.readUInt32BE(at), keys.readUInt32BE(at + 4), n);
  }
}

/** A `double precision[]` as numbers. @throws RangeError for nulls or more dimensions. */
export function readDoubles(array: Buffer): Float64Array {
  return Float64Array.from({ length: arrayLength(array) }, (_, i) =>
    array.readDoubleBE(HEADER_BYTES + i * BIGINT_BYTES + 4),
  );
}

/** A `bigint[]` as bigints. @throws RangeError for nulls or more dimensions. */
export function readBigints(array: Buffer): BigInt64Array {
  return BigInt64Array.from({ length: arrayLength(array) }, (_, i) =>
    array.readBigInt64BE(HEADER_BYTES + i * BIGINT_BYTES + 4),
  );
}
