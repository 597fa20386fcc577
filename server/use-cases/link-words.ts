/** What a check of a wireless link found, in a sentence. */
import type { LinkCheck, LinkObstruction } from "#contract/links.ts";

/** @param unknownCount buildings of unknown height in the way, of which `unknown` lists some. */
export function linkWords(
  status: LinkCheck["status"],
  obstructions: readonly LinkObstruction[],
  unknown: readonly LinkObstruction[],
  unknownCount: number,
): string {
  const [worst] = obstructions;
  const others = obstructions.length > 1 ? `; ${obstructions.length - 1} more in the way` : "";
  const open = unknown[0];
  const beside =
    open && status !== "unknown"
      ? ` ${unknownCount === 1 ? "One building" : `${unknownCount} buildings`} of unknown height in the way as well.`
      : "";
  if (status === "blocked" && worst) {
    return `Blocked by ${nameOf(worst)}: ${metres(worst.aboveLineM ?? 0)} above the line, ${metres(worst.alongM, 0)} along${others}.${beside}`;
  }
  if (status === "obstructed" && worst) {
    const side = Math.abs(worst.asideM) > 0.05 ? `, ${metres(Math.abs(worst.asideM))} beside the line` : "";
    return `Not clear: ${nameOf(worst)} reaches ${metres(worst.overM ?? 0)} into the part that must be free${side}, ${metres(worst.alongM, 0)} along${others}.${beside}`;
  }
  if (open) {
    return `Not known: ${nameOf(open)} has no height on record; the link is clear only if it is lower than ${metres(Math.max(0, open.freeBelowM))}${unknownCount > 1 ? `, and ${unknownCount - 1} more like it` : ""}.`;
  }
  return "Clear: 60 % of the first Fresnel zone is free of known buildings.";
}

function nameOf({ name, isPlanned }: LinkObstruction): string {
  return isPlanned ? `${name} (planned)` : name;
}

function metres(m: number, digits = 1): string {
  return `${m.toLocaleString("en-GB", { maximumFractionDigits: digits })} m`;
}
