/** Integers of more digits are not exact. */
const MAX_EXACT_DIGITS = 15;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;

/**
 * The plain decimal number (`-0.2134`, no exponent, no spaces) that stands in ASCII from `start` to `end`, or NaN.
 * Exactly what `Number` makes of the text: an integer below 2^53 divided by a power of ten rounds once.
 */
export function decimalIn(bytes: Uint8Array, start: number, end: number): number {
  let digits = 0;
  let whole = 0;
  let scale = 1;
  let inFraction = false;
  const negative = start < end && bytes[start] === MINUS;
  for (let i = negative ? start + 1 : start; i < end; i++) {
    const code = bytes[i] ?? 0;
    if (code === POINT && !inFraction) inFraction = true;
    else if (code >= ZERO && code <= NINE) {
      if (++digits > MAX_EXACT_DIGITS) return Number.NaN;
      whole = whole * 10 + (code - ZERO);
      if (inFraction) scale *= 10;
    } else return Number.NaN;
  }
  if (digits === 0) return Number.NaN;
  return negative ? -whole / scale : whole / scale;
}
