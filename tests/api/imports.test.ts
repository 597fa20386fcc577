import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ImportManifest,
  type ImportPreview,
  importListSchema,
  importOneSchema,
  importPreviewSchema,
} from "#contract/imports.ts";
import { csvField } from "../../server/use-cases/rejections-csv.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { STREET_HEADER, streetCsv, streetLine, streetRows } from "../support/street-files.ts";
import { TOWNS } from "../support/two-towns.ts";

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
});
afterAll(() => api.dispose());

async function upload(name: string, content: string): Promise<ImportPreview> {
  const path = `/imports?filename=${encodeURIComponent(name)}`;
  const answer = await api.request(path, { method: "POST", body: content });
  if (answer.status !== 201) throw new Error(await answer.text());
  return importPreviewSchema.parse(await answer.json()).data;
}

async function act(id: number, action: string, options: object = {}): Promise<Response> {
  return api.request(`/imports/${id}/${action}`, { method: "POST", body: JSON.stringify(options) });
}

async function settled(id: number): Promise<ImportManifest> {
  for (;;) {
    const { data } = importOneSchema.parse(await api.get(`/imports/${id}`));
    if (data.status !== "running") return data;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function run(id: number, action: "commit" | "dry-run", options: object = {}): Promise<ImportManifest> {
  const begun = await act(id, action, options);
  expect(importOneSchema.parse(await begun.json()).data.status).toBe("running");
  return settled(id);
}

const version = async () =>
  (await api.get<{ data: { datasetVersion: string } }>("/ready")).data.datasetVersion;
const total = async () => (await api.get<{ meta: { n: number } }>("/timeseries?area=all")).meta.n;

describe("an import over HTTP", () => {
  const january = streetCsv(streetRows(120));
  const broken = `${STREET_HEADER}\n${streetLine({ month: "2024-02" })}\n${streetLine({ month: "soon" })}\n`;

  it("is looked at, checked, committed and undone, and readers see only whole steps", async () => {
    const preview = await upload("2024-01-hertfordshire-street.csv", january);
    expect(preview.detected.kind).toBe("police-uk");
    expect(preview.rows).toHaveLength(50);
    const { id } = preview.import;

    const before = await version();
    const checked = await run(id, "dry-run");
    expect(checked).toMatchObject({ status: "detected", read: 120, accepted: 120, rejected: 0 });
    expect(await version()).toBe(before);

    const done = await run(id, "commit");
    expect(done).toMatchObject({
      status: "committed",
      read: 120,
      accepted: 120,
      undoable: true,
      error: null,
    });
    expect([await total(), (await version()) !== before]).toEqual([120, true]);

    const again = await upload("the same file.csv", january);
    expect((await run(again.import.id, "commit")).status).toBe("unchanged");

    const undone = importOneSchema.parse(await (await act(id, "undo")).json()).data;
    expect([undone.status, await total()]).toEqual(["undone", 0]);
    expect((await act(id, "undo")).status).toBe(409);
    expect((await act(id, "commit")).status).toBe(409);
  });

  it("rejected rows are listed with their line, as JSON and as CSV that no spreadsheet runs", async () => {
    const formula = streetLine({ month: "=1+1" });
    const { import: received } = await upload("2024-02-hertfordshire-street.csv", `${broken}${formula}\n`);
    const done = await run(received.id, "commit");
    expect(done).toMatchObject({ status: "committed", read: 3, accepted: 1, rejected: 2 });
    const { data } = await api.get<{ data: { line: number; reason: string }[] }>(
      `/imports/${received.id}/rejections`,
    );
    expect(data.map((row) => row.line)).toEqual([3, 4]);
    const csv = await api.request(`/imports/${received.id}/rejections?format=csv`);
    expect(csv.headers.get("content-disposition")).toContain(".csv");
    const lines = (await csv.text()).replace("\uFEFF", "").split("\r\n");
    expect(lines[0]).toBe("file,line,reason,detail,row");
    expect(lines).toHaveLength(4);
    expect(["=1+1", "+cmd", "@x", "-2", "a,b", 'say "x"'].map(csvField)).toEqual([
      "'=1+1",
      "'+cmd",
      "'@x",
      "-2",
      '"a,b"',
      '"say ""x"""',
    ]);
  });

  it("a file that was never committed can be discarded, one that was cannot", async () => {
    const { import: received } = await upload("towns.geojson", TOWNS);
    const answer = await api.request(`/imports/${received.id}`, { method: "DELETE" });
    expect(answer.status).toBe(204);
    expect((await api.request(`/imports/${received.id}`)).status).toBe(404);
    const [committed] = importListSchema
      .parse(await api.get("/imports"))
      .data.filter((manifest) => manifest.status === "committed");
    expect((await api.request(`/imports/${committed?.id}`, { method: "DELETE" })).status).toBe(409);
  });

  it("a file that cannot be recognised says why, and is imported only as what a person names", async () => {
    const preview = await upload("notes.txt", "hello\nworld\n");
    expect(preview.detected).toMatchObject({ kind: null, why: expect.stringMatching(/./) });
    expect((await (await act(preview.import.id, "commit")).json()).code).toBe("unknown-kind");
    const failed = await run(preview.import.id, "commit", { kind: "police-uk" });
    expect(failed.status).toBe("failed");
    expect(failed.error?.next).toMatch(/./);
  });

  it("cancelling leaves nothing behind", async () => {
    const before = await total();
    const { import: received } = await upload(
      "2024-03-hertfordshire-street.csv",
      streetCsv(streetRows(60_000, { month: "2024-03" })),
    );
    await act(received.id, "commit");
    expect((await act(received.id, "commit")).status).toBe(409);
    expect((await api.request(`/imports/${received.id}`, { method: "DELETE" })).status).toBe(409);
    expect((await act(received.id, "cancel")).status).toBe(200);
    expect((await settled(received.id)).status).toBe("cancelled");
    expect(await total()).toBe(before);
    const [staged] = await api.database.sql<{ n: number }[]>`
      SELECT count(*)::integer AS n FROM slice WHERE state = 'staged'`;
    expect(staged?.n).toBe(0);
    expect((await act(received.id, "cancel")).status).toBe(409);
  });

  it("an empty file is refused", async () => {
    const answer = await api.request("/imports?filename=empty.csv", { method: "POST", body: "" });
    expect([answer.status, (await answer.json()).code]).toEqual([422, "empty-file"]);
    expect((await api.request("/imports", { method: "POST", body: "x" })).status).toBe(422);
  });

  it("a saved mapping comes back", async () => {
    const mapping = {
      name: "Somewhere extract",
      force: "Somewhere Police",
      reference: "Ref",
      category: "Offence",
      offenceCode: null,
      from: "From",
      to: null,
      fromTime: null,
      toTime: null,
      dateOrder: "dmy",
      x: "Easting",
      y: "Northing",
      coordinates: "bng",
      placeClass: null,
      locationName: null,
      attributes: [],
    };
    const saved = await api.request("/mappings", { method: "POST", body: JSON.stringify(mapping) });
    expect(saved.status).toBe(200);
    const { data } = await api.get<{ data: { mapping: object }[] }>("/mappings");
    expect(data.map((each) => each.mapping)).toContainEqual(mapping);
  });
});
