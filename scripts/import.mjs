/** `npm run import -- FILE… [--as KIND]`: installs and builds what is missing, then imports. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt, ensureDependencies, root } from "./bootstrap.mjs";

await ensureDependencies();
const { builders } = await import("./build.mjs");
await ensureBuilt("server", builders.server);
const { main } = await import(pathToFileURL(join(root, "dist", "server", "import-command.js")).href);
process.exitCode = await main(process.argv.slice(2), process.env);
