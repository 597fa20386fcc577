const NAMES: Record<string, string> = {
  "police-uk": "data.police.uk",
  mps: "Metropolitan Police",
  demo: "demo borough",
};

/** Whose texts a vocabulary holds: `police-uk` → `data.police.uk`, `force:<slug>` → `extract of <force>`. */
export function vocabularyWords(vocabulary: string): string {
  if (vocabulary.startsWith("force:")) return `extract of ${vocabulary.slice(6).replaceAll("-", " ")}`;
  return NAMES[vocabulary] ?? vocabulary;
}
