/** `npm run check`: format and lint (Biome), types (tsc), unused files, exports and dependencies (knip). */
import { ensureDependencies, runTool } from "./bootstrap.mjs";

await ensureDependencies();
const steps = [
  ["format and lint", "@biomejs/biome", "bin/biome", ["check", "--error-on-warnings", "."]],
  ["types", "typescript", "bin/tsc", ["-b"]],
  ["unused code", "knip", "bin/knip.js", []],
];
let failed = 0;
for (const [title, name, script, args] of steps) {
  const code = await runTool(name, script, args);
  console.error(`${code === 0 ? "ok    " : "FAILED"} ${title}`);
  if (code !== 0) failed++;
}
process.exitCode = failed === 0 ? 0 : 1;
