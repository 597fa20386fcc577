/** The embedded engine's parts only work in the versions that they were built for. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";

export const EMBEDDED_VERSIONS: Readonly<Record<string, string>> = {
  "@electric-sql/pglite": "0.5.8",
  "@electric-sql/pglite-postgis": "0.2.8",
};

/**
 * Compares what is installed with what this code was written and tested for.
 * @param installed looks a package's version up; the default reads node_modules.
 * @throws Error naming every difference and the remedy.
 */
export function assertEmbeddedVersions(installed: (name: string) => string | null = installedVersion): void {
  const wrong = Object.entries(EMBEDDED_VERSIONS)
    .map(([name, expected]) => ({ name, expected, got: installed(name) }))
    .filter(({ expected, got }) => expected !== got)
    .map(({ name, expected, got }) => `${name} is ${got ?? "missing"}, must be ${expected}`);
  if (wrong.length > 0) throw new Error(`Embedded database: ${wrong.join("; ")}. Run: npm ci`);
}

/** The installed version of a package, null when it is not there. */
function installedVersion(name: string): string | null {
  try {
    let folder = path.dirname(createRequire(import.meta.url).resolve(name));
    while (path.dirname(folder) !== folder) {
      const found = readManifest(path.join(folder, "package.json"));
      if (found?.name === name) return found.version;
      folder = path.dirname(folder);
    }
  } catch {
    return null;
  }
  return null;
}

const manifestSchema = z.object({ name: z.string(), version: z.string() });

function readManifest(file: string): { name: string; version: string } | null {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}
