import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "../../server/db/file-lock.ts";
import { FolderInUseError, lockDataFolder, readLock } from "../../server/db/locks.ts";
import { processStartTime } from "../../server/db/process-identity.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sightline-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("lock of a data folder", () => {
  it("a second server is refused and told which process runs, and where", () => {
    const lock = lockDataFolder(folder);
    lock.announce("http://127.0.0.1:8080");
    expect(() => lockDataFolder(folder)).toThrow(FolderInUseError);
    expect(() => lockDataFolder(folder)).toThrow(`process ${process.pid} at http://127.0.0.1:8080`);
    lock.release();
    lockDataFolder(folder).release();
  });

  it("other programs find the running server by it", () => {
    expect(readLock(folder)).toBeNull();
    const lock = lockDataFolder(folder);
    expect(readLock(folder)).toMatchObject({ pid: process.pid, url: null });
    lock.announce("http://127.0.0.1:8080");
    expect(readLock(folder)?.url).toBe("http://127.0.0.1:8080");
    lock.release();
    expect(readLock(folder)).toBeNull();
  });

  it("the lock of a process that is gone is taken over", async () => {
    const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { stdio: "ignore" });
    const startedAt = processStartTime(child.pid ?? 0);
    const text = JSON.stringify({ pid: child.pid, startedAt, url: null });
    writeFileSync(join(folder, "server.lock"), text);
    expect(() => lockDataFolder(folder)).toThrow(FolderInUseError);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(readLock(folder)).toBeNull();
    lockDataFolder(folder).release();
  });

  it("a lock whose number now belongs to another program is taken over", () => {
    const text = JSON.stringify({ pid: process.pid, startedAt: "another time", url: null });
    writeFileSync(join(folder, "server.lock"), text);
    lockDataFolder(folder).release();
  });

  it("a lock cut short by a crash is taken over", () => {
    writeFileSync(join(folder, "server.lock"), '{"pid": 12');
    lockDataFolder(folder).release();
  });

  it("of many that take a stale lock at once exactly one gets it", async () => {
    writeFileSync(join(folder, "x.lock"), JSON.stringify({ pid: 999_999_9, startedAt: "never", url: null }));
    const results = await Promise.all(
      Array.from({ length: 20 }, async () => takeLock(join(folder, "x.lock"), null)),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });
});
