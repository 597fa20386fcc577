import { describe, expect, it } from "vitest";
import { sourceFiles } from "./source-files.ts";

const files = sourceFiles("client", "server", "scripts");
const named = (test: (path: string, text: string) => boolean) =>
  files.filter((file) => test(file.path, file.text)).map((file) => file.path);

describe("style", () => {
  it("no file is over 400 lines", () => {
    expect(named((_, text) => text.split("\n").length > 401)).toEqual([]);
  });

  it("files are kebab-case and no drawer is called utils, helpers, common or types", () => {
    expect(named((path) => !/^[a-z0-9./-]+$/.test(path))).toEqual([]);
    expect(named((path) => /(^|\/)(utils?|helpers?|common|types)(\/|\.)/.test(path))).toEqual([]);
  });

  it("no escape hatches: any, ts-ignore, lint exceptions, notes to self", () => {
    expect(
      named((_, text) => /: any\b|\bas any\b|@ts-ignore|@ts-expect-error|biome-ignore/.test(text)),
    ).toEqual([]);
    expect(named((_, text) => /\b(TODO|FIXME|XXX)\b/.test(text))).toEqual([]);
  });

  it("no default exports", () => {
    expect(named((_, text) => /^export default /m.test(text))).toEqual([]);
  });

  it("no path of a particular machine and no host outside this project is named in code", () => {
    expect(named((_, text) => /["'`](\/work\/|\/home\/|\/tmp\/[a-z])/.test(text))).toEqual([]);
    const hosts =
      /https?:\/\/(?!127\.0\.0\.1|localhost|\$\{|www\.w3\.org|geojson\.org|example\.)[a-z0-9.-]+\.[a-z]{2,}/;
    const inClient = files.filter((file) => file.path.startsWith("client/") && hosts.test(file.text));
    expect(inClient.map((file) => file.path)).toEqual([]);
  });

  it("nothing is logged outside scripts and the two commands", () => {
    const commands = new Set(["server/main.ts", "server/import-command.ts"]);
    expect(
      named((path, text) => !path.startsWith("scripts/") && !commands.has(path) && /\bconsole\./.test(text)),
    ).toEqual([]);
  });
});
