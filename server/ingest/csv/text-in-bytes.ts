/** A text where it stands in a piece of a file: UTF-8 from `start` to `end`. Holds on to the whole piece. */
export type TextInBytes = { bytes: Buffer; start: number; end: number };
