/** Finds an installed PostgreSQL with PostGIS that is new enough for a private cluster. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const OLDEST_POSTGRES = 15;
export const OLDEST_POSTGIS = [3, 3] as const;

export type ClusterBinaries = { binFolder: string; major: number; version: string; postgis: string };

export type BinariesResult = { ok: true; binaries: ClusterBinaries } | { ok: false; reason: string };

/**
 * The newest usable installation, or why there is none.
 * @param wantedMajor only this major version, when a cluster of it exists already.
 */
export function findClusterBinaries(
  folders: readonly string[] = binaryFolders(process.env.PATH ?? ""),
  wantedMajor: number | null = null,
): BinariesResult {
  const reasons: string[] = [];
  const usable: ClusterBinaries[] = [];
  for (const folder of folders) {
    const result = inspectFolder(folder);
    if (!result.ok) reasons.push(result.reason);
    else if (wantedMajor !== null && result.binaries.major !== wantedMajor) {
      reasons.push(`${folder} is PostgreSQL ${result.binaries.major}, the data is of ${wantedMajor}`);
    } else usable.push(result.binaries);
  }
  const [best] = usable.sort((a, b) => b.major - a.major);
  if (best) return { ok: true, binaries: best };
  return { ok: false, reason: reasons.length > 0 ? reasons.join("; ") : "PostgreSQL is not installed" };
}

/** Folders that hold server programs, without repeats: by package layout, then pg_config, then PATH. */
function binaryFolders(searchPath: string): string[] {
  const found = [
    ...versionFolders("/usr/lib/postgresql", (name) => `${name}/bin`),
    ...versionFolders("/usr", (name) => (name.startsWith("pgsql-") ? `${name}/bin` : null)),
    ...versionFolders("/opt/homebrew/opt", (name) => (name.startsWith("postgresql") ? `${name}/bin` : null)),
    ...versionFolders("/usr/local/opt", (name) => (name.startsWith("postgresql") ? `${name}/bin` : null)),
    ask("pg_config", ["--bindir"]) ?? "",
    ...searchPath.split(path.delimiter),
  ];
  return [...new Set(found)].filter((folder) => folder !== "" && isServerFolder(folder));
}

function versionFolders(parent: string, toBin: (name: string) => string | null): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent).flatMap((name) => {
    const bin = toBin(name);
    return bin === null ? [] : [path.join(parent, bin)];
  });
}

/** A lone link to `postgres` (as some systems put on the PATH) is not an installation. */
function isServerFolder(folder: string): boolean {
  return existsSync(path.join(folder, "postgres")) && existsSync(path.join(folder, "initdb"));
}

function inspectFolder(folder: string): BinariesResult {
  const answer = ask(path.join(folder, "postgres"), ["--version"]);
  const version = /(\d+)(\.\d+)?/.exec(answer ?? "")?.[0];
  if (version === undefined) return { ok: false, reason: `${folder}/postgres does not run` };
  const major = Number.parseInt(version, 10);
  if (major < OLDEST_POSTGRES) {
    return { ok: false, reason: `${folder} is PostgreSQL ${version}, at least ${OLDEST_POSTGRES} is needed` };
  }
  const postgis = postgisVersion(folder, major);
  if (postgis === null) return { ok: false, reason: `PostgreSQL ${version} in ${folder} has no PostGIS` };
  if (!isRecentPostgis(postgis)) {
    return { ok: false, reason: `PostGIS ${postgis} is older than ${OLDEST_POSTGIS.join(".")}` };
  }
  return { ok: true, binaries: { binFolder: folder, major, version, postgis } };
}

/** Whether a PostGIS version text is at least the oldest that the queries are written for. */
export function isRecentPostgis(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST_POSTGIS[0] || (major === OLDEST_POSTGIS[0] && minor >= OLDEST_POSTGIS[1]);
}

function postgisVersion(binFolder: string, major: number): string | null {
  const shares = [
    ask(path.join(binFolder, "pg_config"), ["--sharedir"]) ?? "",
    `/usr/share/postgresql/${major}`,
    path.join(binFolder, "../share/postgresql"),
    path.join(binFolder, "../share"),
    "/usr/share/pgsql",
  ];
  for (const share of shares) {
    const control = path.join(share, "extension/postgis.control");
    if (share !== "" && existsSync(control)) {
      return /default_version\s*=\s*'([^']+)'/.exec(readFileSync(control, "utf8"))?.[1] ?? null;
    }
  }
  return null;
}

function ask(program: string, args: string[]): string | null {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}
