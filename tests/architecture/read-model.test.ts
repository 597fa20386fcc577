import { describe, expect, it } from "vitest";
import { sourceFiles } from "./source-files.ts";

/** What the layers above may know of the database: the read model, and the shapes that it answers in. */
const OPEN = new Set([
  "server/db/read-model.ts",
  "server/db/snapshot.ts",
  "server/db/pair-counts.ts",
  "server/db/area-index.ts",
  "server/db/bounded-cache.ts",
  "server/db/log.ts",
]);

describe("the read model", () => {
  it("is the only way from routes and use cases to the database", () => {
    const around = sourceFiles("server/api", "server/use-cases").flatMap((file) =>
      file.imports
        .filter((imported) => imported.startsWith("server/db/") && !OPEN.has(imported))
        .map((imported) => `${file.path} imports ${imported}`),
    );
    expect(around).toEqual([]);
  });

  it("is opened with an audience everywhere", () => {
    const opened = sourceFiles("server").flatMap((file) =>
      [...file.text.matchAll(/\breader\(\{[^}]*\}(.*)\)/g)].map((match) => `${file.path}${match[1]}`),
    );
    expect(opened).toEqual(['server/startup.ts, "internal"']);
  });
});
