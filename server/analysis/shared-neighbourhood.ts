import { buildNeighbourhood, type Neighbourhood, type Ring } from "#domain/grid/neighbourhood.ts";
import { unpackCells } from "./cell-text.ts";

/** Neighbours of the cells of a study area, in memory that all threads share. @param packedCells see `packCells`. */
export function sharedNeighbourhood({
  packedCells,
  ring,
}: {
  packedCells: Uint8Array;
  ring: Ring;
}): Neighbourhood {
  const built = buildNeighbourhood(unpackCells(packedCells), null, ring);
  return { ...built, start: shared(built.start), index: shared(built.index) };
}

function shared(array: Int32Array): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}
