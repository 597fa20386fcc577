import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ImportManifest, importOneSchema, importPreviewSchema } from "#contract/imports.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { streetCsv, streetRows } from "../support/street-files.ts";

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
});
afterAll(() => api.dispose());

async function upload(name: string, content: string): Promise<number> {
  const answer = await api.request(`/imports?filename=${encodeURIComponent(name)}`, {
    method: "POST",
    body: content,
  });
  return importPreviewSchema.parse(await answer.json()).data.import.id;
}

async function run(id: number, action: "commit" | "dry-run"): Promise<ImportManifest> {
  await api.request(`/imports/${id}/${action}`, { method: "POST", body: "{}" });
  for (;;) {
    const { data } = importOneSchema.parse(await api.get(`/imports/${id}`));
    if (data.status !== "running") return data;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("a dry run", () => {
  const month = (n: number, type = "Burglary") => streetCsv(streetRows(n, { month: "2024-01", type }));

  it("touches no month before the first import, and names every month that a later release would replace", async () => {
    const first = await upload("first.csv", month(90));
    expect((await run(first, "dry-run")).replacedSlices).toEqual([]);
    await run(first, "commit");
    const next = await upload(
      "next.csv",
      `${month(80)}${streetCsv(streetRows(7, { month: "2024-02" }))
        .split("\n")
        .slice(1)
        .join("\n")}`,
    );
    const checked = await run(next, "dry-run");
    const replaced = {
      source: "police-uk",
      force: "Hertfordshire Constabulary",
      month: "2024-01",
      oldN: 90,
      newN: 80,
    };
    expect(checked).toMatchObject({ status: "detected", accepted: 87, replacedSlices: [replaced] });
    expect((await run(next, "commit")).replacedSlices).toEqual([replaced]);
  });

  it("names category texts that nobody has mapped, until somebody maps them", async () => {
    const odd = await upload("odd.csv", month(5, "Purloining of ducks"));
    const warned = (manifest: ImportManifest) => manifest.warnings.some((text) => text.includes("ducks"));
    const checked = await run(odd, "dry-run");
    expect(checked.warnings.find((text) => text.includes("ducks"))).toContain("5 incidents");
    await run(odd, "commit");
    const { offenceTypes } = await api.get<{ offenceTypes: { id: number; label: string }[] }>("/categories");
    const id = offenceTypes.find(({ label }) => label === "Purloining of ducks")?.id;
    await api.request(`/offence-types/${id}`, {
      method: "PUT",
      body: JSON.stringify({ category: "theft.other" }),
    });
    const again = await upload("again.csv", month(6, "Purloining of ducks"));
    expect(warned(await run(again, "dry-run"))).toBe(false);
  });

  it("is forgotten by the commit: new months replace nothing", async () => {
    const id = await upload("march.csv", streetCsv(streetRows(4, { month: "2024-03" })));
    await run(id, "dry-run");
    expect((await run(id, "commit")).replacedSlices).toEqual([]);
  });
});
