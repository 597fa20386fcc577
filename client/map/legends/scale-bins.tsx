import type { Rgb } from "../colour-scales.ts";
import { css } from "../palette.ts";

export type ScaleBin = { colour: Rgb; text: string };

/** Bins of a number, smallest first, each with its least value. */
export function ScaleBins({ bins }: { bins: readonly ScaleBin[] }) {
  return (
    <ol className="legend-bins" style={{ gridTemplateColumns: `repeat(${bins.length}, 1fr)` }}>
      {bins.map(({ colour, text }) => (
        <li key={text}>
          <i style={{ background: css(colour) }} />
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
