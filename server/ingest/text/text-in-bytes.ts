/** A text where it stands in a piece of a file: UTF-8 from `start` to `end`. Holds on to the whole piece. */
export type TextInBytes = { bytes: Buffer; start: number; end: number };

/** The same form for a text at hand as a string. */
export function textInBytes(text: string): TextInBytes {
  const bytes = Buffer.from(text);
  return { bytes, start: 0, end: bytes.length };
}
