/** Compressed size of the client's scripts: the shell, the map and deck chunks, and what is loaded later. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { BenchRow } from "./row.ts";

const dist = fileURLToPath(new URL("../../dist/client/", import.meta.url));

/** Scripts that the page needs before it can show anything: those index.html names. */
function shellFiles(): string[] {
  const html = readFileSync(join(dist, "index.html"), "utf8");
  return [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map((match) => match[1] ?? "");
}

const kilobytes = (file: string) => gzipSync(readFileSync(join(dist, file))).length / 1000;

export async function benchBundle(): Promise<BenchRow[]> {
  if (!existsSync(join(dist, "index.html")))
    throw new Error("dist/client is not built; run `npm run build` first");
  const all = readdirSync(join(dist, "assets")).filter((name) => /\.m?js$/.test(name));
  const shell = new Set(shellFiles());
  const sizes = all.map((name) => ({ name: `assets/${name}`, size: kilobytes(`assets/${name}`) }));
  const map = sizes.filter(({ name }) => !shell.has(name) && /map|deck|luma/i.test(name));
  const sum = (list: { size: number }[]) => list.reduce((total, { size }) => total + size, 0);
  return [
    {
      name: "script, shell, compressed",
      figure: sum(sizes.filter(({ name }) => shell.has(name))),
      unit: "kB",
      limit: { name: "target", figure: 250 },
    },
    {
      name: "script, map and deck chunks, compressed",
      figure: sum(map),
      unit: "kB",
      limit: { name: "target", figure: 680 },
    },
    { name: "script, everything, compressed", figure: sum(sizes), unit: "kB" },
  ];
}
