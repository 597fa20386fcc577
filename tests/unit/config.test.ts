import { expect, it } from "vitest";
import { readConfig } from "../../server/config.ts";

it("an empty environment gives the documented defaults", () => {
  expect(readConfig({}, "/app")).toEqual({
    port: 8080,
    host: "127.0.0.1",
    databaseUrl: null,
    dataFolder: "/app/data/derived",
    demo: true,
    engine: null,
    pmtilesFile: null,
    styleUrl: null,
  });
});

it("a variable set to nothing counts as not set", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: " ", SIGHTLINE_DEMO: "" }, "/app")).toEqual(
    readConfig({}, "/app"),
  );
});

it("every variable is read, folders relative to where the app was started", () => {
  const config = readConfig(
    {
      PORT: "0",
      HOST: "0.0.0.0",
      DATABASE_URL: "postgres://u:p@db/x",
      SIGHTLINE_DATA: "here",
      SIGHTLINE_DEMO: "off",
      SIGHTLINE_ENGINE: "embedded",
      SIGHTLINE_PMTILES: "/maps/uk.pmtiles",
      SIGHTLINE_STYLE_URL: "https://tiles.example/style.json",
    },
    "/app",
  );
  expect(config).toMatchObject({ port: 0, dataFolder: "/app/here", demo: false, engine: "embedded" });
});

it.each([
  [{ PORT: "http" }, /PORT must be a number from 0 to 65535 \(got "http"\)/],
  [{ PORT: "70000" }, /PORT/],
  [{ SIGHTLINE_DEMO: "no" }, /SIGHTLINE_DEMO must be on or off/],
  [{ SIGHTLINE_ENGINE: "sqlite" }, /SIGHTLINE_ENGINE must be local-cluster or embedded/],
])("a value that cannot be used is named (%o)", (environment, problem) => {
  expect(() => readConfig(environment, "/app")).toThrow(problem);
});

it("a bad database address is reported without repeating it, for it may hold a password", () => {
  expect(() => readConfig({ DATABASE_URL: "mysql://u:secret@db/x" }, "/app")).toThrow(
    /must start with postgres/,
  );
  expect(() => readConfig({ DATABASE_URL: "mysql://u:secret@db/x" }, "/app")).not.toThrow(/secret/);
});
