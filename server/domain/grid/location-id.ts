/**
 * The identity of a published position: the same coordinate and street name always give the same id, so no
 * import has to look one up and two imports at once cannot make two rows for one place.
 *
 * Layout of the 63 bits: 24 bits (lng + 10) in millionths of a degree, 24 bits (lat − 49) likewise, 15 bits of
 * an FNV-1a hash of the name. The position is exact, so a clash of hashes could only show another street's
 * name for the same point, never move or merge a count.
 */

/** Bounding box of the United Kingdom with a margin, degrees. Positions outside it are refused on import. */
export const UK_BOUNDS = { west: -9, south: 49, east: 2.2, north: 61 } as const;

/** True if a position can be in the United Kingdom. */
export function isInUk(lng: number, lat: number): boolean {
  return lng >= UK_BOUNDS.west && lng <= UK_BOUNDS.east && lat >= UK_BOUNDS.south && lat <= UK_BOUNDS.north;
}

/**
 * Id of a position with its street name; degrees, rounded to 6 decimals (0.11 m).
 * @throws RangeError outside the United Kingdom's bounding box.
 */
export function locationId(lng: number, lat: number, name: string): bigint {
  if (!isInUk(lng, lat)) {
    throw new RangeError(`locationId: expected a position in the United Kingdom, got [${lng}, ${lat}]`);
  }
  const x = BigInt(Math.round((lng + 10) * 1e6));
  const y = BigInt(Math.round((lat - 49) * 1e6));
  return (x << 39n) | (y << 15n) | BigInt(nameHash(name));
}

/** Position that an id stands for, [lng, lat] to 6 decimals. */
export function locationPosition(id: bigint): readonly [number, number] {
  const x = Number(id >> 39n) / 1e6 - 10;
  const y = Number((id >> 15n) & 0xffffffn) / 1e6 + 49;
  return [Math.round(x * 1e6) / 1e6, Math.round(y * 1e6) / 1e6];
}

function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
  }
  return (hash ^ (hash >>> 15)) & 0x7fff;
}
