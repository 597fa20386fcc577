import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Places,
  placeDecisionAnswerSchema,
  placeDecisionsSchema,
  placesSchema,
} from "#contract/places.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importPlantedTown } from "../support/planted-town.ts";
import { DOWNTON, UPTON } from "../support/two-towns.ts";

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
  await importPlantedTown(api.database);
});
afterAll(() => api.dispose());

const QUESTION = `area=${UPTON}&category=burglary&resolution=11`;
const YEAR = `${QUESTION}&from=2020-01&to=2020-12`;

const list = async (query = YEAR): Promise<Places> => placesSchema.parse(await api.get(`/places?${query}`));
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  api.request(path, { method: "POST", body: JSON.stringify(body), headers });

async function market(query = YEAR) {
  const { places, excluded } = (await list(query)).data;
  const found = [...places, ...excluded].find((place) => place.name.includes("Market Row"));
  if (!found) throw new Error("Market Row is not listed");
  return found;
}

async function decision(change: object = {}) {
  const cell = (await market()).hotCells[0] ?? "";
  const given = {
    kind: "exclude",
    cell,
    area: UPTON,
    category: "burglary",
    reason: "A police station",
    author: "A. Analyst",
  };
  return { ...given, ...change };
}

async function decide(change: object = {}) {
  const answer = await post("/places/decisions", await decision(change));
  if (answer.status !== 201) throw new Error(await answer.text());
  return placeDecisionAnswerSchema.parse(await answer.json()).data;
}

async function withdraw(id: number) {
  return post(`/places/decisions/${id}/withdraw`, { reason: "It was a mistake", author: "B. Checker" });
}

describe("decisions on places", () => {
  it("an excluded place is listed apart with the reason, until the decision is withdrawn", async () => {
    const before = await list();
    const made = await decide();
    const after = await list();
    expect(after.data.excluded.map((place) => place.name)).toEqual([(await market()).name]);
    expect(after.data.excluded[0]?.decision).toMatchObject({
      reason: "A police station",
      author: "A. Analyst",
    });
    expect(after.data.places).toHaveLength(before.data.places.length - 1);
    expect(after.data.places.map((place) => place.rank)).toEqual(after.data.places.map((_, i) => i + 1));
    expect(after.data.share?.incidents).toBeLessThan(before.data.share?.incidents ?? 0);
    expect((await withdraw(made.id)).status).toBe(200);
    expect(await list()).toEqual(before);
  });

  it("changes the answer's ETag though the data is the same, and withdrawing changes it again", async () => {
    const etag = async () => (await api.request(`/places?${YEAR}`)).headers.get("etag") ?? "";
    const first = await etag();
    const { id } = await decide();
    const second = await etag();
    await withdraw(id);
    expect(new Set([first, second, await etag()]).size).toBe(3);
    const version = async () => await api.services.reader.version();
    const stays = await version();
    await withdraw((await decide()).id);
    expect(await version()).toBe(stays);
  });

  it("holds for other periods, and not for another category, area or size of hexagon", async () => {
    const { id } = await decide();
    expect((await market(`${QUESTION}&from=2019-02&to=2020-11`)).decision?.id).toBe(id);
    expect((await market(YEAR.replace("category=burglary", "category=all"))).decision).toBeNull();
    expect((await list(YEAR.replace(UPTON, DOWNTON))).data.excluded).toEqual([]);
    expect((await list(YEAR.replace("resolution=11", "resolution=10"))).data.excluded).toEqual([]);
    await withdraw(id);
  });

  it("holds however the category is spelt", async () => {
    const { id } = await decide({ category: "asb, burglary,asb" });
    expect((await market(YEAR.replace("category=burglary", "category=burglary,asb"))).decision?.id).toBe(id);
    expect((await market()).decision).toBeNull();
    await withdraw(id);
  });

  it("a shift moves the point of work and leaves the figures", async () => {
    const before = await market();
    const position = [before.centre[0] + 0.001, before.centre[1]];
    const { id } = await decide({ kind: "shift", position, reason: "The alley behind it" });
    const after = await market();
    expect(after.centre).toEqual(position);
    expect({ ...after, centre: before.centre, decision: null }).toEqual(before);
    await withdraw(id);
  });

  it("of two people who decide at once one is told, by whom, when and why; nothing is lost", async () => {
    const bodies = [
      await decision({ author: "First" }),
      await decision({ author: "Second", reason: "Road works" }),
    ];
    const answers = await Promise.all(bodies.map((body) => post("/places/decisions", body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = (await answers.find(({ status }) => status === 409)?.json()) as Record<string, string>;
    const kept = placeDecisionAnswerSchema.parse(
      await answers.find(({ status }) => status === 201)?.json(),
    ).data;
    expect(refused).toMatchObject({ code: "place-decided", where: "cell" });
    for (const part of [kept.author, kept.reason, kept.at.slice(0, 10)])
      expect(refused.detail).toContain(part);
    expect(refused.next).toContain(`withdraw decision ${kept.id}`);
    await withdraw(kept.id);
  });

  it("is on record for good, with its withdrawal", async () => {
    const { id } = await decide({ reason: "Counted twice" });
    await withdraw(id);
    expect((await withdraw(id)).status).toBe(409);
    const all = placeDecisionsSchema.parse(await api.get("/places/decisions")).data;
    expect(all.find((each) => each.id === id)).toMatchObject({
      reason: "Counted twice",
      withdrawn: { author: "B. Checker", reason: "It was a mistake" },
    });
    const scoped = placeDecisionsSchema.parse(
      await api.get(`/places/decisions?area=${UPTON}&category=burglary`),
    );
    expect(scoped.data.every(({ area, category }) => area === UPTON && category === "burglary")).toBe(true);
    const { sql } = api.database;
    await expect(sql`DELETE FROM place_decision WHERE id = ${id}`).rejects.toThrow(/never deleted/);
    await expect(sql`UPDATE place_decision SET reason = 'another' WHERE id = ${id}`).rejects.toThrow(
      /withdrawn once/,
    );
  });
});

describe("decisions that cannot be kept are refused with what, where and what next", () => {
  it.each([
    [{ cell: "hendon" }, 422, "cell"],
    [{ cell: "8a195da09007fff".replace("8a", "8f") }, 422, "cell"],
    [{ cell: "8a195da49affffff" }, 422, "cell"],
    [{ cell: "89194e64d6fffff" }, 404, "cell"],
    [{ area: "E99999999" }, 404, "area"],
    [{ category: "arson.grand" }, 404, "category"],
    [{ reason: "no  " }, 422, "reason"],
    [{ author: " " }, 422, "author"],
    [{ kind: "delete" }, 422, "kind"],
    [{ kind: "shift" }, 422, "position"],
    [{ kind: "exclude", position: [-0.2105, 51.711] }, 422, "position"],
    [{ kind: "shift", position: [51.711, -0.2105] }, 422, "position"],
    [{ kind: "shift", position: [-0.1, 51.711] }, 422, "position"],
    [{ kind: "shift", position: [-0.2105, 951] }, 422, "position.1"],
  ])("%j: %d at %s", async (change, status, where) => {
    const answer = await post("/places/decisions", await decision(change));
    const body = (await answer.json()) as Record<string, string>;
    expect([answer.status, body.where]).toEqual([status, where]);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(
      Math.min(body.title?.length ?? 0, body.detail?.length ?? 0, body.next?.length ?? 0),
    ).toBeGreaterThan(5);
  });

  it("a body that is not JSON, and a decision that does not exist", async () => {
    const broken = await api.request("/places/decisions", { method: "POST", body: "{kind:" });
    expect(broken.status).toBe(422);
    expect((await withdraw(999_999)).status).toBe(404);
    expect((await post("/places/decisions/1/withdraw", { author: "B" })).status).toBe(422);
  });

  it("a page of another site", async () => {
    const answer = await post("/places/decisions", await decision(), { "Sec-Fetch-Site": "cross-site" });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, "cross-site"]);
  });
});
