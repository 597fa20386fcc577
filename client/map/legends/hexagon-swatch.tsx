import type { ClassLook } from "../class-schemes.ts";
import { markCorners } from "../mark-shapes.ts";
import { css, type Palette } from "../palette.ts";

const CORNERS = Array.from({ length: 6 }, (_, i) => {
  const angle = (Math.PI / 3) * i + Math.PI / 6;
  return [Math.cos(angle), Math.sin(angle)] as const;
});

/** A hexagon as it is drawn on the map, for legends and lists. */
export function HexagonSwatch({ look, palette }: { look: ClassLook; palette: Palette }) {
  const points = (corners: readonly (readonly [number, number])[], scale = 1) =>
    corners.map(([x, y]) => `${(9 + 8 * x * scale).toFixed(2)},${(9 - 8 * y * scale).toFixed(2)}`).join(" ");
  const { fill, opacity, mark } = look;
  const ring = opacity === 1 ? "none" : css(palette.edge, 0.8);
  return (
    <svg className="swatch" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false">
      <polygon points={points(CORNERS)} fill={fill ? css(fill, opacity) : "none"} stroke={ring} />
      {mark ? <polygon points={points(markCorners(mark.shape), 1.25)} fill={css(mark.colour)} /> : null}
    </svg>
  );
}
