/**
 * Builds dist: the client with Vite, and the server file by file (types stripped, folders kept, so that workers,
 * migrations and data are found by the same relative paths as in the sources).
 *
 *   node scripts/build.mjs [client] [server]     both by default; parts that are up to date are left alone
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { DATA_FILES, ensureBuilt, ensureDependencies, root, runTool } from "./bootstrap.mjs";

const serverOut = join(root, "dist", "server");

function* filesBelow(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** `#domain/x.ts` → relative path, and `.ts` → `.js` in imports and in URLs of modules. */
function rewriteSpecifiers(code, file) {
  const here = dirname(relative(join(root, "server"), file));
  return code
    .replace(/(["'])#(domain|contract)\/([^"']+)\.ts\1/g, (_, quote, area, path) => {
      const target = relative(here, join(area, path));
      return `${quote}${target.startsWith(".") ? target : `./${target}`}.js${quote}`;
    })
    .replace(/((?:\bfrom|\bimport|\bimport\(|new URL\()\s*)(["'])(\.{1,2}\/[^"']+)\.ts\2/g, "$1$2$3.js$2");
}

async function buildServer() {
  const { transform } = await import("esbuild");
  rmSync(serverOut, { recursive: true, force: true });
  for (const file of filesBelow(join(root, "server"))) {
    const target = join(serverOut, relative(join(root, "server"), file));
    mkdirSync(dirname(target), { recursive: true });
    if (!file.endsWith(".ts")) {
      if (!file.endsWith("tsconfig.json")) cpSync(file, target);
      continue;
    }
    const { code } = await transform(readFileSync(file, "utf8"), {
      loader: "ts",
      target: "node20.19",
      format: "esm",
    });
    writeFileSync(target.replace(/\.ts$/, ".js"), rewriteSpecifiers(code, file));
  }
  for (const part of DATA_FILES)
    cpSync(join(root, "data", part), join(root, "dist", "data", part), { recursive: true });
}

async function buildClient() {
  const code = await runTool("vite", "bin/vite.js", ["build", "--logLevel", "warn"]);
  if (code !== 0) throw new Error("The client could not be built; see the lines above.");
}

export const builders = { client: buildClient, server: buildServer };

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureDependencies();
  const parts = process.argv.slice(2);
  for (const part of parts.length > 0 ? parts : ["server", "client"]) await ensureBuilt(part, builders[part]);
}
