/** Which system user a private cluster runs as: never root. */
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";

/** `ids` null = the cluster runs as the user of this process. */
export type ClusterUser = { ids: { uid: number; gid: number } | null };

export type ClusterUserResult = { ok: true; user: ClusterUser } | { ok: false; reason: string };

/**
 * The owner of an existing cluster, or `postgres`, when this process is root; otherwise this process's own user.
 * @param dataDirectory PostgreSQL's data directory, which may not exist yet.
 */
export function clusterUser(dataDirectory: string): ClusterUserResult {
  const isRoot = process.getuid?.() === 0;
  const owner = ownerOf(dataDirectory);
  if (!isRoot) {
    if (owner && owner.uid !== process.getuid?.()) {
      return { ok: false, reason: `${dataDirectory} belongs to another user (number ${owner.uid})` };
    }
    return { ok: true, user: { ids: null } };
  }
  const ids = owner && owner.uid !== 0 ? owner : postgresUser();
  if (!ids) return { ok: false, reason: "PostgreSQL refuses to run as root and there is no user postgres" };
  return { ok: true, user: { ids } };
}

/** Whether that user can write in a folder: every folder above must let it through as well. */
export function canWrite(user: ClusterUser, folder: string): boolean {
  return spawnSync("test", ["-w", folder], { stdio: "ignore", ...(user.ids ?? {}) }).status === 0;
}

function ownerOf(folder: string): { uid: number; gid: number } | null {
  try {
    const { uid, gid } = statSync(folder);
    return { uid, gid };
  } catch {
    return null;
  }
}

function postgresUser(): { uid: number; gid: number } | null {
  try {
    const line = readFileSync("/etc/passwd", "utf8").match(/^postgres:[^:]*:(\d+):(\d+):/m);
    return line ? { uid: Number(line[1]), gid: Number(line[2]) } : null;
  } catch {
    return null;
  }
}
