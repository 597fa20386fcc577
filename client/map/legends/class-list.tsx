import { type ClassScheme, lookOf } from "../class-schemes.ts";
import type { Palette } from "../palette.ts";
import { HexagonSwatch } from "./hexagon-swatch.tsx";

export type ClassListProps = {
  scheme: ClassScheme;
  palette: Palette;
  entries: readonly { cls: number; words: string; sentence: string }[];
};

/** Classes with their swatch, in words first and then a sentence. */
export function ClassList({ scheme, palette, entries }: ClassListProps) {
  return (
    <ul className="legend-classes">
      {entries.map(({ cls, words, sentence }) => (
        <li key={`${cls} ${words}`}>
          <HexagonSwatch look={lookOf(scheme, cls, palette)} palette={palette} />
          <span>
            <b>{words}</b> {sentence}
          </span>
        </li>
      ))}
    </ul>
  );
}
