import { BUFFER } from "./area-cells.ts";

/**
 * Which of an area's listed cells make up its study area, 1 or 0 by cell.
 *
 * Without a buffer: the cells whose centre lies in the polygon. With one, every listed cell: hexagons at the
 * boundary then have all their neighbours, and a hotspot that straddles it is not cut off.
 * @param flags 0 inside, 1 edge, 2 buffer, as `areaCells` gives them.
 */
export function studyCells(flags: ArrayLike<number>, centreInside: ArrayLike<number>): Uint8Array {
  const study = new Uint8Array(flags.length);
  const buffered = Array.prototype.includes.call(flags, BUFFER);
  for (let i = 0; i < study.length; i++) study[i] = buffered || centreInside[i] === 1 ? 1 : 0;
  return study;
}
