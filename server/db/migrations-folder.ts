import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Folder of the migration files, both when running from the sources and from the bundle in dist/server.
 * @throws RangeError when the installation is incomplete.
 */
export function migrationsFolder(): string {
  const tried = ["./migrations/", "./db/migrations/", "../../server/db/migrations/"].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const found = tried.find((folder) => existsSync(folder));
  if (found === undefined) throw new RangeError(`No migrations folder; looked in ${tried.join(", ")}`);
  return found;
}
