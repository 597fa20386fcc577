/** Category of an offence as a force writes it: by Home Office code where one is given, else by its words. */
import { LEVEL_SEPARATOR } from "#domain/category/scheme.ts";
import { categoryOfText } from "../load/category-of-text.ts";

/** Vocabularies of the scheme that forces' own texts are looked up in, the most certain first. */
const BY_WORDS = ["general", "mps", "police-uk"] as const;

/**
 * Looks a text of a `force:…` vocabulary up in the scheme. `label` is the offence's words, or words and code joined
 * by the level separator. Null where nothing fits: the text is kept and can be mapped by a person.
 */
export function categoryOfOffence(vocabulary: string, label: string): string | null {
  const own = categoryOfText(vocabulary, label);
  if (own !== null) return own;
  const levels = label.split(LEVEL_SEPARATOR).map((level) => level.trim());
  for (const level of levels.toReversed()) {
    const code = homeOfficeCode(level);
    const found = code === null ? null : categoryOfText("home-office-code", code);
    if (found !== null) return found;
  }
  for (const text of [label, ...levels]) {
    for (const known of BY_WORDS) {
      const found = categoryOfText(known, text);
      if (found !== null) return found;
    }
  }
  return null;
}

/** "028E", "28E/1", "28 E" → "28E"; null for anything that is not such a code. */
function homeOfficeCode(text: string): string | null {
  const match = /^0*(\d{1,3})\s*([A-Z]?)(\.\d+)?(?:\s*\/\s*\d+)?$/i.exec(text);
  return match ? `${match[1]}${(match[2] ?? "").toUpperCase()}${match[3] ?? ""}` : null;
}
