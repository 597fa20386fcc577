import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Scenario,
  scenarioAnswerSchema,
  scenariosSchema,
  scenarioVersionsSchema,
} from "#contract/scenarios.ts";
import type { ScenarioDocument } from "#domain/scenario/scenario-document.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { camera, plan, turned } from "../support/scenario-document.ts";
import { availableEngines } from "../support/test-database.ts";

describe.each(availableEngines())("scenarios (%s)", (engine) => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp({ engine });
  });
  afterAll(() => api?.dispose());

  const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    api.request(path, { method, body: JSON.stringify(body), headers });
  const dataOf = async (answer: Response): Promise<Scenario> =>
    scenarioAnswerSchema.parse(await answer.json()).data;
  const create = async (document: ScenarioDocument = plan(), name = "Winter burglary") =>
    dataOf(await send("POST", "/scenarios", { name, author: "A. Planner", document }));
  const tagOf = ({ id, version }: Scenario) => `"${id}:${version}"`;
  const save = (onto: Scenario, document: ScenarioDocument, author = "B. Planner", tag = tagOf(onto)) =>
    send(
      "PUT",
      `/scenarios/${onto.id}`,
      { name: onto.name, author, summary: "Camera turned", document },
      { "If-Match": tag },
    );
  const problemOf = async (answer: Response) => {
    const { code, detail } = (await answer.json()) as { code: string; detail: string };
    return { status: answer.status, code, detail };
  };

  it("what is kept is read back as it was, with an ETag", async () => {
    const document = plan({
      added: [camera("P1", { purpose: "Overt; “quotes” and €", capitalCost: 8000.5 })],
      removed: ["BA-0007"],
      buildings: [
        {
          id: "B1",
          name: "Tower",
          heightM: 60,
          ring: [
            [0, 51],
            [0.001, 51],
            [0.001, 51.001],
            [0, 51],
          ],
        },
      ],
    });
    const made = await create(document);
    const answer = await api.request(`/scenarios/${made.id}`);
    expect(answer.headers.get("ETag")).toBe(tagOf(made));
    const read = await dataOf(answer);
    expect(read.document).toEqual(document);
    expect(read.counts).toEqual({ added: 1, changed: 0, removed: 1 });
    const again = await api.request(`/scenarios/${made.id}`, { headers: { "If-None-Match": tagOf(made) } });
    expect(again.status).toBe(304);
  });

  it("every save is a version, and earlier ones stay readable", async () => {
    const first = await create(plan({ added: [camera("P1")] }));
    const second = await dataOf(await save(first, plan({ added: [turned(camera("P1"), 90)] })));
    expect(second.version).toBe(2);
    const { data } = scenarioVersionsSchema.parse(await api.get(`/scenarios/${first.id}/versions`));
    expect(data.map(({ version, author, summary }) => [version, author, summary])).toEqual([
      [2, "B. Planner", "Camera turned"],
      [1, "A. Planner", "Saved"],
    ]);
    const old = await dataOf(await api.request(`/scenarios/${first.id}?version=1`));
    expect(old.document).toEqual(first.document);
  });

  it("a save onto a version that is no longer the latest is refused with 412 and overwrites nothing", async () => {
    const first = await create();
    await save(first, plan({ notes: "theirs" }), "B. Planner");
    const late = await problemOf(await save(first, plan({ notes: "mine" }), "C. Planner"));
    expect(late).toMatchObject({ status: 412, code: "stale-scenario" });
    expect(late.detail).toContain("B. Planner saved version 2");
    const now = await dataOf(await api.request(`/scenarios/${first.id}`));
    expect(now.document.notes).toBe("theirs");
  });

  it("of twenty saves at once onto one version exactly one is kept", async () => {
    const first = await create();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => save(first, plan({ notes: String(i) }))),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
    const { data } = scenarioVersionsSchema.parse(await api.get(`/scenarios/${first.id}/versions`));
    expect(data).toHaveLength(2);
  });

  it("a save without If-Match, or with another scenario's tag, is refused", async () => {
    const [one, other] = [await create(), await create()];
    const without = await send("PUT", `/scenarios/${one.id}`, { name: "x", author: "y", document: plan() });
    expect(await problemOf(without)).toMatchObject({ status: 428, code: "if-match-needed" });
    expect(await problemOf(await save(one, plan(), "y", tagOf(other)))).toMatchObject({ status: 412 });
    expect(await problemOf(await save(one, plan(), "y", "*"))).toMatchObject({ status: 412 });
  });

  it("a copy begins a life of its own and says what it was copied from", async () => {
    const first = await create(plan({ notes: "one" }));
    await save(first, plan({ notes: "two" }));
    const copy = await dataOf(
      await send("POST", "/scenarios", {
        name: "Copy",
        author: "C. Planner",
        copyOf: { id: first.id, version: 1 },
      }),
    );
    expect(copy).toMatchObject({ version: 1, copiedFrom: { id: first.id, version: 1 } });
    expect(copy.document.notes).toBe("one");
    await save(copy, plan({ notes: "copy changed" }));
    expect((await dataOf(await api.request(`/scenarios/${first.id}`))).document.notes).toBe("two");
  });

  it("an archived scenario is out of the list, cannot be saved, and comes back whole", async () => {
    const made = await create(plan({ notes: "kept" }), "To be archived");
    const listed = async () =>
      scenariosSchema.parse(await api.get("/scenarios")).data.some(({ id }) => id === made.id);
    expect(await listed()).toBe(true);
    const path = `/scenarios/${made.id}/archive`;
    const archived = await dataOf(await send("POST", path, { author: "A. Planner", isArchived: true }));
    expect(archived.archivedBy).toBe("A. Planner");
    expect(await listed()).toBe(false);
    expect(await problemOf(await save(made, plan()))).toMatchObject({
      status: 409,
      code: "scenario-archived",
    });
    const back = await dataOf(await send("POST", path, { author: "A. Planner", isArchived: false }));
    expect(back).toMatchObject({ archivedAt: null, version: 1 });
    expect(back.document.notes).toBe("kept");
  });

  it("what is no scenario is refused, and says where it is wrong", async () => {
    const bad = await send("POST", "/scenarios", {
      name: "Bad",
      author: "A",
      document: { ...plan(), added: [{ ...camera("P1"), design: { ...camera("P1").design, heightM: -1 } }] },
    });
    expect((await problemOf(bad)).detail).toContain("document.added.0.design.heightM");
    const empty = await send("POST", "/scenarios", { name: "Bad", author: "A" });
    expect(await problemOf(empty)).toMatchObject({ code: "no-content" });
    expect(await problemOf(await api.request("/scenarios/aaaaaaaaaa"))).toMatchObject({
      status: 404,
      code: "unknown-scenario",
    });
  });

  it("no version is ever changed or deleted, whoever tries", async () => {
    const made = await create();
    const { sql } = api.database;
    await expect(sql`DELETE FROM scenario_version WHERE scenario_id = ${made.id}`).rejects.toThrow(
      /never changed or deleted/,
    );
    await expect(sql`UPDATE scenario_version SET name = 'x' WHERE scenario_id = ${made.id}`).rejects.toThrow(
      /never changed or deleted/,
    );
  });
});
