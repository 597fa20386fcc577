/**
 * What the commands need before any dependency is installed: plain Node only. Installs dependencies when the
 * lock file changed since the last install, and tells whether a build is older than its sources.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Runs a program to its end and gives its exit code; output goes to this terminal. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Runs an installed package's command-line program with this Node. */
export function runTool(name, script, args, options) {
  return run(process.execPath, [join(root, "node_modules", name, script), ...args], options);
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Sightline needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Installs the locked dependencies if they are missing or the lock file has changed. */
export async function ensureDependencies() {
  requireNode();
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".sightline-installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error("Installing dependencies (first run or changed lock file) …");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  const code = npm
    ? await run(process.execPath, [npm, ...args])
    : await run(process.platform === "win32" ? "npm.cmd" : "npm", args);
  if (code !== 0) {
    console.error(
      "Dependencies could not be installed; see the lines above. Check the network and run again.",
    );
    process.exit(code);
  }
  writeFileSync(stamp, wanted);
}

function* sourceFiles(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* sourceFiles(join(path, name));
}

/** Hash of the contents of files and folders, given relative to the project. */
export function sourceHash(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of sourceFiles(join(root, path)))
      hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** What the server reads of `data`; copied beside it. Not what a user keeps there. */
export const DATA_FILES = readdirSync(join(root, "data")).filter(
  (name) => !["raw", "derived", "README.md"].includes(name),
);

const BUILT_FROM = {
  client: ["client", "server/domain", "server/contract", "vite.config.ts", "package-lock.json"],
  server: ["server", ...DATA_FILES.map((part) => `data/${part}`), "scripts/build.mjs", "package-lock.json"],
};

const stampOf = (part) => join(root, "dist", `.${part}-built-from`);

/** True if dist holds this part built from the present sources. */
export function isBuilt(part) {
  return existsSync(stampOf(part)) && readFileSync(stampOf(part), "utf8") === sourceHash(BUILT_FROM[part]);
}

/** Builds one part with `build`, unless it is up to date; an interrupted build leaves no stamp. */
export async function ensureBuilt(part, build) {
  const hash = sourceHash(BUILT_FROM[part]);
  if (isBuilt(part)) return;
  rmSync(stampOf(part), { force: true });
  await build();
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stampOf(part), hash);
}
