/** A file server to hold against: `serveStatic` of @hono/node-server, in a process of its own. Prints its port. */
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";

const [root = "."] = process.argv.slice(2);
const app = new Hono();
app.use(serveStatic({ root }));
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => console.log(port));
