/** `npm start`: installs and builds what is missing, then runs the server; the client is built beside it. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt, ensureDependencies, isBuilt, root, run } from "./bootstrap.mjs";

await ensureDependencies();
const { builders } = await import("./build.mjs");
const client = isBuilt("client")
  ? Promise.resolve(0)
  : run(process.execPath, [join(root, "scripts", "build.mjs"), "client"], {
      stdio: ["ignore", "inherit", "inherit"],
    });
await ensureBuilt("server", builders.server);
await import(pathToFileURL(join(root, "dist", "server", "main.js")).href);
if ((await client) !== 0) console.error("The pages could not be built; the API runs without them.");
