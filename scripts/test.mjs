/**
 * `npm test [-- FILTER…]`: installs and builds what is missing, runs every test that this machine allows, says
 * loudly what it skipped, and ends with one line of totals.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt, ensureDependencies, root, runTool } from "./bootstrap.mjs";

await ensureDependencies();
const { builders } = await import("./build.mjs");
await ensureBuilt("server", builders.server);
await ensureBuilt("client", builders.client);

const report = join(root, "node_modules", ".cache", "test-report.json");
mkdirSync(join(root, "node_modules", ".cache"), { recursive: true });
const code = await runTool("vitest", "vitest.mjs", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);

const totals = { passed: 0, failed: 0, skipped: 0 };
const skipped = [];
if (existsSync(report)) {
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  for (const file of testResults) {
    if (file.status === "failed" && file.assertionResults.length === 0) totals.failed++;
    for (const test of file.assertionResults) {
      if (test.status === "passed") totals.passed++;
      else if (test.status === "failed") totals.failed++;
      else {
        totals.skipped++;
        skipped.push(`${file.name.slice(root.length + 1)}: ${test.fullName}`);
      }
    }
  }
}
if (skipped.length > 0) {
  console.log(`\nSKIPPED on this machine (${skipped.length}); something they need is absent:`);
  for (const line of skipped) console.log(`  ${line}`);
}
if (code !== 0 && totals.failed === 0) totals.failed = 1;
console.log(`\ntests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;
