import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "../support/server-process.ts";
import { streetCsv, streetRows, testFolder } from "../support/street-files.ts";
import { defaultEngine } from "../support/test-database.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const files = testFolder();
let dataFolder = "";
beforeAll(() => {
  dataFolder = mkdtempSync(join(tmpdir(), "sightline-command-"));
  chmodSync(dataFolder, 0o755);
});
afterAll(() => {
  files.dispose();
  rmSync(dataFolder, { recursive: true, force: true });
});

type Ended = { code: number | null; last: string; errors: string };

function source(script: string, args: readonly string[], environment: Record<string, string>) {
  const env = { ...process.env, DATABASE_URL: "", SIGHTLINE_DATA: dataFolder, ...environment };
  const code = `const { main } = await import(${JSON.stringify(script)}); process.exitCode = await main(process.argv.slice(1), process.env);`;
  const words = ["--import", "tsx", "--input-type=module", "-e", code, "--", ...args];
  return spawn(process.execPath, words, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
}

async function command(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const child = source(join(root, "server/import-command.ts"), args, {
    SIGHTLINE_ENGINE: defaultEngine(),
    ...environment,
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (piece: Buffer) => {
    output += piece.toString();
  });
  child.stderr.on("data", (piece: Buffer) => {
    errors += piece.toString();
  });
  const [code] = await once(child, "close");
  return { code, last: output.trim().split("\n").at(-1) ?? "", errors };
}

const good = files.write("good.csv", streetCsv([...streetRows(40), { lng: "", lat: "" }, { lat: "12" }]));

it("the last line accounts for every row of every file, and 0 means that all went well", async () => {
  const first = await command([good]);
  expect(first).toMatchObject({ code: 0, last: "read=42 accepted=41 rejected=1 unlocated=1" });
  expect(first.errors).toContain("outside-uk: 1");
  const again = await command([good, "--as", "police-uk"]);
  expect(again).toMatchObject({ code: 0, last: "read=42 accepted=41 rejected=1 unlocated=1" });
  expect(again.errors).toContain("unchanged");
});

it("a file that cannot be imported does not stop the others, is named, and the end is not 0", async () => {
  const other = files.write("other.csv", streetCsv(streetRows(10, { month: "2023-05" })));
  const ended = await command([
    join(dataFolder, "missing.csv"),
    root,
    files.write("x.csv", "a,b\n1,2\n"),
    other,
  ]);
  expect(ended).toMatchObject({ code: 1, last: "read=10 accepted=10 rejected=0 unlocated=0" });
  expect(ended.errors).toContain("missing.csv: The file cannot be read");
  expect(ended.errors).toContain("x.csv: It is not clear what this file is");
});

it("options that do not exist and kinds that do not exist are refused with the usage", async () => {
  for (const args of [["--force", good], ["--as", "horoscope", good], []]) {
    const ended = await command(args);
    expect(ended).toMatchObject({ code: 2, last: "read=0 accepted=0 rejected=0 unlocated=0" });
    expect(ended.errors).toContain("Usage: npm run import");
  }
});

it("while a server has the embedded database open, the command hands it the file and prints the same", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sightline-handed-"));
  const environment = { SIGHTLINE_ENGINE: "embedded", SIGHTLINE_DATA: folder, SIGHTLINE_DEMO: "off" };
  const port = await freePort();
  const server = spawn(process.execPath, ["--import", "tsx", join(root, "server/main.ts")], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: "", ...environment, PORT: String(port) },
    stdio: "ignore",
  });
  try {
    await serverIsReady(`http://127.0.0.1:${port}`);
    const ended = await command([good], environment);
    expect(ended, ended.errors).toMatchObject({
      code: 0,
      last: "read=42 accepted=41 rejected=1 unlocated=1",
    });
    expect(ended.errors).toContain("the running server at");
  } finally {
    const gone = once(server, "exit");
    server.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  }
});

async function serverIsReady(url: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/api/v1/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the server did not become ready");
}
