/** Version of this installation, as its package.json has it. */
import { readFileSync } from "node:fs";

/** Looks upwards from this file: from the sources it is one folder up, from the build two. */
export function readVersion(): string {
  for (const place of ["../package.json", "../../package.json"]) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), "utf8"));
      if (name === "sightline") return String(version);
    } catch {
      // Not here: look one folder further up.
    }
  }
  return "unknown";
}
