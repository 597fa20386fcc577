/**
 * Street out of a place name as published, without what would point at one home: house and flat numbers, postcodes and
 * the words "On or near". Of several parts the one that ends like a street is
 * taken, not the name of a house. Names that hold nothing else give an empty text.
 *
 * `12A High Street` → `High Street` · `Flat 2, 7-9 Park View, NW4 1AB` → `Park View` · `On or near Elm Road` → `Elm Road`
 */
export function streetOfName(name: string): string {
  const parts = name
    .replace(/^\s*on or near\s+/i, "")
    .split(",")
    .map((part) => withoutNumbers(part.trim()))
    .filter((part) => /[a-z]{3}/i.test(part) && !POSTCODE.test(part));
  return parts.find((part) => STREET_WORD.test(part)) ?? parts[0] ?? "";
}

const STREET_WORD =
  /\b(road|rd|street|st|lane|ln|avenue|ave|close|drive|way|court|crescent|gardens|grove|hill|park|place|row|square|terrace|walk|mews|view|rise|green|parade|broadway|circus|approach|vale|embankment)\.?$/i;

const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]?(\s*\d[A-Z]{2})?$/i;
const TRAILING_POSTCODE = /\s+[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/i;
/** "Flat 2", "Unit B12", "Room 4a" in front of the rest, or alone. */
const FLAT = /^(flat|apartment|apt|unit|room|suite|studio|floor|plot)\b\.?\s*[a-z]?\d*[a-z]?\b\s*/i;
const HOUSE_NUMBER = /^(no\.?\s*)?\d+\s*[a-z]?(\s*[-–/&]\s*\d+\s*[a-z]?)?\b\s*/i;

function withoutNumbers(part: string): string {
  return part.replace(TRAILING_POSTCODE, "").replace(FLAT, "").replace(HOUSE_NUMBER, "").trim();
}
