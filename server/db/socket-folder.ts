import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { SOCKET_PORT } from "./sql.ts";

/** A unix socket's path must fit 107 bytes, and the socket's own name is part of it. */
const LONGEST_SOCKET_PATH = 107;

/**
 * A private folder (0700) for a unix socket: whoever can reach the socket may connect without a password.
 * @param beside where it should be; a short folder under the system's temporary folder takes its place if the
 *   path is too long for a socket.
 * @param owner who must be able to make the socket; null = this process's own user.
 * @throws Error when somebody else made a folder of that name.
 */
export function prepareSocketFolder(beside: string, owner: { uid: number; gid: number } | null): string {
  const uid = owner?.uid ?? process.getuid?.() ?? 0;
  const short = createHash("sha256").update(beside).digest("hex").slice(0, 12);
  const fits = Buffer.byteLength(path.join(beside, `.s.PGSQL.${SOCKET_PORT}`)) <= LONGEST_SOCKET_PATH;
  const folder = fits ? beside : path.join(os.tmpdir(), `sightline-${uid}-${short}`);
  mkdirSync(path.dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const isOurs = found.uid === uid || found.uid === process.getuid?.();
  if (!found.isDirectory() || !isOurs) throw new Error(`${folder} belongs to somebody else.`);
  if (owner) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  return folder;
}

/** Removes a short folder that stood in for one whose path was too long; leaves any other where it is. */
export function removeStandInFolder(folder: string): void {
  if (path.dirname(folder) === os.tmpdir()) rmSync(folder, { recursive: true, force: true });
}
