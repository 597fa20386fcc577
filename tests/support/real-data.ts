import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder =
  process.env.SIGHTLINE_REAL_DATA ??
  join(fileURLToPath(new URL("../../", import.meta.url)), "..", "shared", "data");

/** Path of a real public file used in tests, or null where the folder with them is absent. */
export function realFile(path: string): string | null {
  const file = join(folder, path);
  return existsSync(file) ? file : null;
}

/** True where the real files are at hand; tests that need them are skipped, and listed as skipped, elsewhere. */
export const hasRealData = existsSync(join(folder, "README.md"));
