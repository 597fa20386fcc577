import { encode } from "uqr";

/** An address longer than this makes squares too small to be read from paper. */
const LONGEST = 500;

/** An address to be read by a telephone's camera; null if it is too long for that. */
export function QrCode({ address, title }: { address: string; title: string }) {
  if (address.length > LONGEST) return null;
  const { size, data } = encode(address, { ecc: "M", border: 2 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg className="paper-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={title}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
