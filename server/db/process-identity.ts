/** Tells a process from a later one that happens to get the same number. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process: its number and when it started, in whatever form the system gives. */
export type ProcessIdentity = { pid: number; startedAt: string };

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: processStartTime(process.pid) ?? "unknown" };
}

/** Whether that very process (not a successor with the same number) is running. */
export function isRunning(identity: ProcessIdentity): boolean {
  const startedAt = processStartTime(identity.pid);
  return startedAt !== null && (identity.startedAt === "unknown" || startedAt === identity.startedAt);
}

/** When a process started; null when there is none with this number. Zombies count as ended. */
export function processStartTime(pid: number): string | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return process.platform === "linux" ? linuxStartTime(pid) : psStartTime(pid);
}

function linuxStartTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The command name is in brackets and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return null;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
    return `${boot}/${fields[19]}`;
  } catch {
    return null;
  }
}

function psStartTime(pid: number): string | null {
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}
