/** Cells as one block of bytes: half a million texts would be copied to a thread one by one, a block is not. */

const CHARACTERS = 15;

/** H3 cells of resolutions 0–15 as ASCII, 15 characters each. @throws RangeError for a text of another length. */
export function packCells(cells: readonly string[]): Uint8Array {
  const text = cells.join("");
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  if (text.length !== cells.length * CHARACTERS) {
    throw new RangeError(
      `packCells: expected ${CHARACTERS} characters per cell, got ${text.length} for ${cells.length}`,
    );
  }
  return bytes;
}

/** Inverse of `packCells`. */
export function unpackCells(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes);
  return Array.from({ length: bytes.length / CHARACTERS }, (_, i) =>
    text.slice(i * CHARACTERS, (i + 1) * CHARACTERS),
  );
}
