/** One server per data folder. Other programs find it by its lock. */
import path from "node:path";
import { type FileLock, type LockHolder, lockHolder, takeLock } from "./file-lock.ts";

export type ServerLock = {
  /** Publishes the address under which the server now answers. */
  announce(url: string): void;
  release(): void;
};

/** Another server runs on this data folder. */
export class FolderInUseError extends Error {
  override name = "FolderInUseError";
  readonly holder: LockHolder;

  constructor(message: string, holder: LockHolder) {
    super(message);
    this.holder = holder;
  }
}

/**
 * Makes this process the only server of a data folder. Locks of processes that are gone are taken over.
 * @throws FolderInUseError naming the process and address of the server that is running.
 */
export function lockDataFolder(dataFolder: string): ServerLock {
  const taken = takeLock(lockFile(dataFolder), null);
  if (!taken.ok) throw folderInUse(dataFolder, taken.holder);
  return serverLock(taken.lock);
}

/** The server that runs on a data folder, or null. Its `url` is null while it is still starting. */
export function readLock(dataFolder: string): LockHolder | null {
  return lockHolder(lockFile(dataFolder));
}

function serverLock(lock: FileLock): ServerLock {
  return { announce: (url) => lock.update(url), release: () => lock.release() };
}

function lockFile(dataFolder: string): string {
  return path.join(dataFolder, "server.lock");
}

function folderInUse(dataFolder: string, holder: LockHolder): FolderInUseError {
  const where = holder.url ? ` at ${holder.url}` : "";
  return new FolderInUseError(
    `Sightline is already running on ${dataFolder}: process ${holder.pid}${where}. ` +
      "Use that one, stop it first, or set SIGHTLINE_DATA to another folder.",
    holder,
  );
}
