/** `npm run bench [-- ROW…]`: prints every benchmark, or those whose names are given. */
import { join } from "node:path";
import { ensureBuilt, ensureDependencies, root, run } from "./bootstrap.mjs";

await ensureDependencies();
const { builders } = await import("./build.mjs");
await ensureBuilt("server", builders.server);
await ensureBuilt("client", builders.client);
const args = ["--import", "tsx", join(root, "scripts", "bench", "main.ts"), ...process.argv.slice(2)];
process.exitCode = await run(process.execPath, args);
