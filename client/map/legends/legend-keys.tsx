export type LegendKeysProps = {
  /** Kinds of cell on the map now that are not a class of the surface, in words; null = none of them there. */
  zero: string | null;
  unknown: string | null;
  buffer: boolean;
};

/** Hexagons that are not a class of the surface: nothing recorded, not known or not tested, beyond the boundary. */
export function LegendKeys({ zero, unknown, buffer }: LegendKeysProps) {
  return (
    <ul className="legend-keys">
      {zero === null ? null : (
        <li>
          <i className="key key-zero" /> {zero}
        </li>
      )}
      {unknown === null ? null : (
        <li>
          <i className="key key-unknown" /> {unknown}
        </li>
      )}
      {buffer ? (
        <li>
          <i className="key key-buffer" /> beyond the boundary
        </li>
      ) : null}
    </ul>
  );
}
