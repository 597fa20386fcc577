/** Lock files that know who holds them: a lock whose holder is gone is taken over. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { isRunning, ownIdentity, type ProcessIdentity } from "./process-identity.ts";

const holderSchema = z.object({ pid: z.number(), startedAt: z.string(), url: z.string().nullable() });

/** Who holds a lock, and under which address it serves (null = it is not a server). */
export type LockHolder = ProcessIdentity & { url: string | null };

export type FileLock = { update(url: string): void; release(): void };

export type LockResult = { ok: true; lock: FileLock } | { ok: false; holder: LockHolder };

let serial = 0;

/** Takes the lock, or says which running process has it. Never waits. */
export function takeLock(file: string, url: string | null): LockResult {
  mkdirSync(path.dirname(file), { recursive: true });
  const own: LockHolder = { ...ownIdentity(), url };
  const draft = `${file}.${process.pid}.${serial++}`;
  writeFileSync(draft, JSON.stringify(own));
  try {
    for (;;) {
      if (tryLink(draft, file)) return { ok: true, lock: heldLock(file, own) };
      const holder = readHolder(file);
      if (holder && isRunning(holder)) return { ok: false, holder };
      removeStale(file, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The running holder of a lock, or null when nobody holds it. */
export function lockHolder(file: string): LockHolder | null {
  const holder = readHolder(file);
  return holder && isRunning(holder) ? holder : null;
}

/** Runs `work` while holding the lock, waiting for other holders. */
export async function withLock<T>(file: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const taken = takeLock(file, null);
    if (taken.ok) {
      try {
        return await work();
      } finally {
        taken.lock.release();
      }
    }
    if (Date.now() > deadline) {
      throw new Error(`Process ${taken.holder.pid} holds ${file} for more than ${waitMs / 1000} s.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function heldLock(file: string, own: LockHolder): FileLock {
  const isOurs = () => {
    const holder = readHolder(file);
    return holder?.pid === own.pid && holder.startedAt === own.startedAt;
  };
  return {
    update(url) {
      const draft = `${file}.${process.pid}.${serial++}`;
      writeFileSync(draft, JSON.stringify({ ...own, url }));
      renameSync(draft, file);
    },
    release() {
      if (isOurs()) rmSync(file, { force: true });
    },
  };
}

function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Moves the lock aside first: if it changed hands meanwhile, it is put back. */
function removeStale(file: string, stale: LockHolder | null): void {
  const aside = `${file}.stale.${process.pid}.${serial++}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved && (moved.pid !== stale?.pid || moved.startedAt !== stale.startedAt)) tryLink(aside, file);
  rmSync(aside, { force: true });
}

/** Null when there is no lock or it cannot be read; a lock cut short by a crash counts as stale. */
function readHolder(file: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}
