/** Names for side streets: every combination of a stem and an ending is used once before any comes again. */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { streetNames } from "./inputs.ts";

const SHORT_M = 160;

/** Returns a function that gives the next street its name; short streets become closes and courts. */
export function createStreetNamer(random: SeededRandom): (lengthM: number) => string {
  const long = shuffledPairs(streetNames.endings, random);
  const short = shuffledPairs(streetNames.closes, random);
  const used = { long: 0, short: 0 };
  return (lengthM) => {
    const kind = lengthM < SHORT_M ? "short" : "long";
    const list = kind === "short" ? short : long;
    const name = list[used[kind] % list.length] ?? "Demo Street";
    used[kind]++;
    return name;
  };
}

function shuffledPairs(endings: readonly string[], random: SeededRandom): string[] {
  const names = streetNames.stems.flatMap((stem) => endings.map((ending) => `${stem} ${ending}`));
  for (let i = names.length - 1; i > 0; i--) {
    const j = random.integerBelow(i + 1);
    const other = names[j] ?? "";
    names[j] = names[i] ?? "";
    names[i] = other;
  }
  return names;
}
