const CANDIDATES = [",", ";", "\t", "|"] as const;

/** The character that separates fields, from the first line outside quotes; a comma where nothing tells. */
export function sniffDelimiter(text: string): string {
  const counts = new Map<string, number>();
  let inQuotes = false;
  for (const character of text) {
    if (character === '"') inQuotes = !inQuotes;
    else if (!inQuotes && character === "\n") break;
    else if (!inQuotes) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  let best: string = CANDIDATES[0];
  for (const candidate of CANDIDATES) {
    if ((counts.get(candidate) ?? 0) > (counts.get(best) ?? 0)) best = candidate;
  }
  return best;
}
