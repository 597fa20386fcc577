import { describe, expect, it } from "vitest";
import { type SourceFile, sourceFiles } from "./source-files.ts";

/** Lines "file imports what" that break a rule; an empty list is a pass and a full one reads as the report. */
function breaches(files: SourceFile[], allowed: (imported: string, file: SourceFile) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((imported) => !allowed(imported, file))
      .map((imported) => `${file.path} imports ${imported}`),
  );
}

const startsWith = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(folder));

describe("layers", () => {
  it("domain imports nothing but domain, h3-js in one file, and flatbush", () => {
    const found = breaches(sourceFiles("server/domain"), (imported, file) => {
      if (imported === "h3-js") return file.path === "server/domain/grid/h3.ts";
      return imported === "flatbush" || startsWith(imported, "server/domain/");
    });
    expect(found).toEqual([]);
  });

  it("domain has no clock, no randomness, no logging", () => {
    const found = sourceFiles("server/domain")
      .filter((file) =>
        /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bconsole\.|\bperformance\.now/.test(file.text),
      )
      .map((file) => file.path);
    expect(found).toEqual([]);
  });

  it("analyses import nothing but domain and each other: they run in threads without a database", () => {
    const found = breaches(sourceFiles("server/analysis"), (imported) =>
      startsWith(imported, "server/analysis/", "server/domain/"),
    );
    expect(found).toEqual([]);
  });

  it("contract imports nothing but contract, domain and zod", () => {
    const found = breaches(
      sourceFiles("server/contract"),
      (imported) =>
        imported === "zod" ||
        imported === "@hono/zod-openapi" ||
        startsWith(imported, "server/contract/", "server/domain/"),
    );
    expect(found).toEqual([]);
  });

  it("the client reaches the server only through contract and domain", () => {
    const found = breaches(
      sourceFiles("client"),
      (imported) =>
        !imported.startsWith("server/") || startsWith(imported, "server/contract/", "server/domain/"),
    );
    expect(found).toEqual([]);
  });

  it("only client/api talks HTTP", () => {
    const found = sourceFiles("client")
      .filter((file) => !file.path.startsWith("client/api/"))
      .filter((file) => /(?<![.\w])fetch\(|XMLHttpRequest/.test(file.text))
      .map((file) => file.path);
    expect(found).toEqual([]);
  });

  it("h3-js has one importer in the whole project", () => {
    const found = sourceFiles("client", "server", "scripts")
      .filter((file) => file.imports.includes("h3-js"))
      .map((file) => file.path);
    expect(found).toEqual(["server/domain/grid/h3.ts"]);
  });

  it("use cases hold no SQL and no HTTP", () => {
    const files = sourceFiles("server/use-cases");
    expect(breaches(files, (imported) => !/^(postgres|hono|@hono)/.test(imported))).toEqual([]);
    expect(files.filter((file) => /\bsql`/.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  it("routes hold no SQL and do not reach past the use cases into queries", () => {
    const files = sourceFiles("server/api");
    expect(files.filter((file) => /\bsql`/.test(file.text)).map((file) => file.path)).toEqual([]);
    expect(breaches(files, (imported) => !imported.startsWith("server/db/queries/"))).toEqual([]);
  });

  it("SQL lives in server/db only, and is never built from text", () => {
    const files = sourceFiles("server", "scripts").filter((file) => !file.path.startsWith("scripts/bench/"));
    const outside = files.filter((file) => !file.path.startsWith("server/db/") && /\bsql`/.test(file.text));
    expect(outside.map((file) => file.path)).toEqual([]);
    const unsafe = files.filter(
      (file) => !file.path.startsWith("server/db/") && /\.unsafe\(/.test(file.text),
    );
    expect(unsafe.map((file) => file.path)).toEqual([]);
  });
});
