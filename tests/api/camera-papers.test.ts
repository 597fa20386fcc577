import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Column, columnsSchema, type EstateCamera, estateSchema } from "#contract/camera-design.ts";
import {
  type Paper,
  type PaperBlock,
  type PaperInput,
  type PaperKind,
  paperSchema,
} from "#contract/camera-papers.ts";
import { type Coverage, coverageSchema } from "#contract/coverage.ts";
import type { PlannedCamera } from "#contract/scenarios.ts";
import type { ApiApp } from "../support/api-app.ts";
import { openDemoApi } from "../support/demo-api.ts";

const BARNET = "E09000003";
const RISK = { area: BARNET, category: "robbery", from: "2018-01", to: "2019-12" };

let api: ApiApp;
let estate: EstateCamera[];
let column: Column;
beforeAll(async () => {
  api = await openDemoApi();
  const { sql } = api.database;
  estate = estateSchema.parse(await api.get(`/cameras?area=${BARNET}`)).data;
  // The middle of the hexagon with the most robberies, and the column nearest to it.
  const [hot] = await sql<{ lng: number; lat: number }[]>`
    SELECT l.lng, l.lat FROM incident i
    JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
    JOIN offence_type o ON o.id = i.offence_type_id AND o.category LIKE 'robbery%'
    JOIN location l ON l.id = i.location_id GROUP BY l.id ORDER BY count(*) DESC, l.id LIMIT 1`;
  const columns = columnsSchema.parse(await api.get(`/columns?area=${BARNET}&limit=50000`)).data;
  const far = ({ position: [lng, lat] }: Column) =>
    Math.hypot((lng - (hot?.lng ?? 0)) * 0.62, lat - (hot?.lat ?? 0));
  const nearest = columns.sort((a, b) => far(a) - far(b))[0];
  if (!nearest) throw new Error("no columns");
  column = nearest;
});
afterAll(() => api.dispose());

function planned(more: Partial<PlannedCamera> = {}): PlannedCamera {
  return {
    id: "rdc-1",
    label: "RDC 1",
    kind: "rapid-deployment",
    design: {
      position: column.position,
      heightM: 6,
      bearingDeg: 90,
      tiltDeg: 15,
      projection: "rectilinear",
      hfovDeg: 68,
      sensorWidthMm: null,
      focalLengthMm: null,
      horizontalPx: 1920,
      verticalPx: 1080,
      rangeM: 60,
      nightRangeM: null,
      presets: [],
    },
    columnId: column.id,
    capitalCost: 4000,
    yearlyCost: null,
    purpose: "Robbery of young people on the way home from school",
    deployment: {
      unit: "Unit 7",
      requested: "2026-03-02",
      leadTimeDays: 7,
      power: "needed",
      columnTest: "valid",
      columnTestExpiry: "2026-04-20",
      signal: "good",
      permission: "granted",
      stayWeeks: 8,
      review: null,
      removed: null,
      gatekeeper: null,
    },
    ...more,
  };
}

function input(
  more: Partial<PaperInput["scenario"]["document"]> = {},
  rest: Partial<PaperInput> = {},
): PaperInput {
  return {
    scenario: {
      name: "School route",
      version: 4,
      document: {
        schema: 1,
        risk: RISK,
        added: [planned()],
        changed: [],
        removed: [],
        buildings: [],
        links: [],
        appraisal: [],
        notes: "",
        ...more,
      },
    },
    author: "A. Planner",
    date: "2026-03-01",
    ...rest,
  };
}

async function post(paper: string, body: unknown): Promise<Response> {
  return api.request(`/camera-papers/${paper}`, { method: "POST", body: JSON.stringify(body) });
}

async function write(kind: PaperKind, body: PaperInput): Promise<Paper["data"]> {
  const response = await post(kind, body);
  if (!response.ok) throw new Error(await response.text());
  return paperSchema.parse(await response.json()).data;
}

const blocks = (paper: Paper["data"]): PaperBlock[] => paper.sections.flatMap((section) => section.blocks);

/** Value of the first fact with a label; undefined if there is none. */
function fact(paper: Paper["data"], label: string): string | null | undefined {
  for (const block of blocks(paper)) {
    if (block.kind !== "facts") continue;
    const row = block.rows.find((one) => one.label === label);
    if (row) return row.value;
  }
  return undefined;
}

const texts = (paper: Paper["data"]): string =>
  blocks(paper)
    .flatMap((block) => (block.kind === "text" ? [block.text] : []))
    .join("\n");

async function coverage(cameras: { id: string; design: unknown }[]): Promise<Coverage["data"]> {
  const response = await api.request("/coverage", {
    method: "POST",
    body: JSON.stringify({ ...RISK, cameras }),
  });
  return coverageSchema.parse(await response.json()).data;
}

const live = () => estate.flatMap(({ id, design }) => (design ? [{ id, design }] : []));
const percent = (share: number) =>
  `${(100 * share).toLocaleString("en-GB", share < 0.01 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 1 })} %`;

describe("papers about cameras", () => {
  it("every paper is stamped with scenario, version, author, date, data period and what it is not", async () => {
    const { stamp, sources, limits } = await write("dpia", input());
    expect(stamp).toEqual({
      scenario: "School route",
      version: 4,
      author: "A. Planner",
      organisation: null,
      singlePointOfContact: null,
      date: "2026-03-01",
      dataPeriod: "Jan 2018 – Dec 2019",
      dataAsOf: expect.stringMatching(/^\d{4}-\d{2}$/),
      statement: "Planning estimate, not a certified assessment.",
      isDemo: true,
    });
    expect(sources.length).toBeGreaterThanOrEqual(4);
    expect(sources.some((source) => source.includes("secondary source"))).toBe(true);
    expect(limits.some((limit) => limit.startsWith("Demo:"))).toBe(true);
  });

  it("an operational requirement has the problem, levels, gains and a test in figures, and blanks for the rest", async () => {
    const paper = await write("operational-requirement", input());
    expect(fact(paper, "Purpose")).toBe("Robbery of young people on the way home from school");
    expect(fact(paper, "Task: level of detail")).toBe("Observe (62.5 px/m, IEC 62676-4:2014)");
    expect(fact(paper, "Who watches, and what they do when they see it")).toBeNull();
    const alone = await coverage([{ id: "rdc-1", design: planned().design }]);
    const [seen] = alone.cameras;
    expect(fact(paper, "Homes in view")).toBe(String(seen?.homesInView));
    expect(fact(paper, "Recorded incidents a year in view")).toBe(
      (seen?.incidentsPerYear ?? 0).toLocaleString("en-GB", { maximumFractionDigits: 1 }),
    );
    expect(texts(paper)).toMatch(/incidents of robbery were recorded in Jan 2019–Dec 2019|Jan–Dec 2019/);
    const levels = blocks(paper).find((block) => block.kind === "table" && block.columns[1] === "Edition");
    expect(levels?.kind === "table" && levels.rows.length).toBe(13);
    const test = blocks(paper).find(
      (block) => block.kind === "table" && block.caption.startsWith("Commissioning"),
    );
    if (test?.kind !== "table") throw new Error("no test");
    expect(test.rows.at(-1)?.slice(0, 5)).toEqual([
      "Where Observe ends",
      expect.any(String),
      "62.5",
      null,
      null,
    ]);
    expect(blocks(paper).some((block) => block.kind === "map")).toBe(true);
    expect(paper.blanks).toBeGreaterThan(10);
  });

  it("an impact assessment has nine steps, both intervals, and what less intrusive choices lose", async () => {
    const paper = await write(
      "dpia",
      input({}, { retentionDays: 31, catchmentShare: 0.01, scheme: { setting: "town-centre" } }),
    );
    expect(paper.sections.map(({ heading }) => heading[0])).toEqual([..."123456789"]);
    const before = await coverage(live());
    const after = await coverage([...live(), { id: "rdc-1", design: planned().design }]);
    expect(fact(paper, "Share of the risk in view before")).toBe(percent(before.riskShare));
    expect(fact(paper, "Share of the risk in view with the plan")).toBe(percent(after.riskShare));
    expect(fact(paper, "Homes in view with the plan")).toBe(after.homesInView?.toLocaleString("en-GB"));
    expect(after.nearHomesM2).toBeGreaterThanOrEqual(before.nearHomesM2 ?? Number.NaN);
    expect(fact(paper, "Of it within 10 m of a home on record, m²")).toBe(
      Math.round(after.nearHomesM2 ?? Number.NaN).toLocaleString("en-GB"),
    );
    expect(fact(paper, "Kept for")).toBe("31 days, then over-written");
    expect(fact(paper, "Lawful basis (UK GDPR art. 6) and why")).toBeNull();
    expect(fact(paper, "Next review, at the latest")).toBe("01 March 2027");
    expect(texts(paper)).toMatch(/^No clear effect: .*One scheme can lie anywhere/m);
    expect(texts(paper)).toContain("Passport to Compliance");
    const choices = blocks(paper).find((block) => block.kind === "table" && block.caption.startsWith("Less"));
    if (choices?.kind !== "table") throw new Error("no choices");
    expect(choices.rows.map((row) => row[0]?.split(",")[0])).toEqual([
      "Leave the estate as it is",
      "Leave out RDC 1",
      "With the plan",
    ]);
    expect(choices.rows[0]?.[1]).toBe(choices.rows[1]?.[1]);
  });

  it("a deployment sheet has column, dates, what holds it up and the certificate that ends too early", async () => {
    const paper = await write("deployment-sheet", input());
    expect(paper.sections).toHaveLength(1);
    expect(fact(paper, "Earliest live")).toBe(
      "Not before 09 March 2026 (7 days after the request; calendar days, bank holidays not known)",
    );
    expect(fact(paper, "Review")).toBe("06 April 2026");
    expect(fact(paper, "Comes down")).toBe("04 May 2026");
    expect(fact(paper, "Column number")).toBe(column.reference);
    expect(fact(paper, "what3words")).toBeNull();
    expect(fact(paper, "Gatekeeper")).toBeNull();
    expect(texts(paper)).toMatch(/Power: No permanent supply/);
    expect(texts(paper)).toContain("runs out on 20 April 2026, 13 days before the stay ends");
    const before = blocks(paper).find(
      (block) => block.kind === "table" && block.caption.startsWith("Before"),
    );
    if (before?.kind !== "table") throw new Error("no prerequisites");
    expect(before.rows.map(([what, state]) => [what, state])).toEqual([
      ["Power", "Open"],
      ["Column test", "Done"],
      ["Signal", "Done"],
      ["Permission", "Done"],
    ]);
  });

  it("a camera without a deployment has a sheet whose dates are blank", async () => {
    const fixed = planned({ kind: "fixed", deployment: null, columnId: null, purpose: "" });
    const paper = await write("deployment-sheet", input({ added: [fixed] }, { cameras: ["rdc-1"] }));
    for (const label of [
      "Unit",
      "Purpose",
      "Requested",
      "Earliest live",
      "Column number",
      "Certificate until",
    ]) {
      expect([label, fact(paper, label)]).toEqual([label, null]);
    }
    const removal = await write("removal-checklist", input());
    expect(blocks(removal).some((block) => block.kind === "checklist" && block.items.length > 8)).toBe(true);
    expect(fact(removal, "Comes down")).toBe("04 May 2026");
  });

  it("a review sheet has one, three and five years, what only it sees, and never says surplus outright", async () => {
    const known = estate.filter(({ design }) => design !== null).slice(0, 2);
    const unknown = estate.find(({ design }) => design === null);
    const ids = [...known, ...(unknown ? [unknown] : [])].map(({ id }) => id);
    const paper = await write("location-review", input({ added: [] }, { cameras: ids }));
    expect(paper.sections).toHaveLength(3);
    const seen = (await coverage(live())).cameras.find(({ id }) => id === known[0]?.id);
    const [first] = paper.sections;
    const facts = first?.blocks.flatMap((block) => (block.kind === "facts" ? block.rows : [])) ?? [];
    const value = (label: string) => facts.find((row) => row.label === label)?.value;
    expect(value("Share of the risk in view")).toBe(percent(seen?.riskShare ?? -1));
    expect(value("Share that only this camera sees")).toBe(percent(seen?.uniqueShare ?? -1));
    expect(value("Is the purpose still met")).toBeNull();
    const last =
      paper.sections[2]?.blocks.flatMap((block) => (block.kind === "facts" ? block.rows : [])) ?? [];
    expect(last.find(({ label }) => label === "Why the figures are missing")?.value).toMatch(
      /register lacks/,
    );
    expect(texts(paper)).not.toMatch(/^Is surplus/m);
    expect(texts(paper)).toMatch(/not surplus|May be surplus, but only if requests|cannot be said/);
  });

  it("a schedule lists every camera of the plan once, with what is added, changed and taken down", async () => {
    const [first, second] = estate.filter(({ design }) => design !== null);
    if (!first?.design || !second) throw new Error("two cameras");
    const changed = { ...planned(), id: first.id, label: "Turned", kind: "fixed" as const, deployment: null };
    const paper = await write("camera-schedule", input({ changed: [changed], removed: [second.id] }));
    const [list] = blocks(paper);
    if (list?.kind !== "table") throw new Error("no table");
    const working = estate.filter(({ status }) => status !== "decommissioned").length;
    expect(list.rows).toHaveLength(working - 1 + 1);
    const states = list.rows.map((row) => row[1]);
    expect(states.filter((state) => state === "Added")).toHaveLength(1);
    expect(states.filter((state) => state === "Changed")).toHaveLength(1);
    expect(fact(paper, "Capital cost of what the plan adds and alters")).toBe("£8,000");
    expect(fact(paper, "Yearly cost of what the plan adds and alters")).toBeNull();
    expect(paper.sections.map(({ id }) => id)).toEqual(["cameras", "removed"]);
  });

  it("a link that ends at the camera is on its sheet, with what blocks it", async () => {
    const { position, heightM } = planned().design;
    const [lng, lat] = position;
    const ring: [number, number][] = [
      [lng + 0.002, lat - 0.0005],
      [lng + 0.0025, lat - 0.0005],
      [lng + 0.0025, lat + 0.0005],
      [lng + 0.002, lat + 0.0005],
      [lng + 0.002, lat - 0.0005],
    ];
    const paper = await write(
      "deployment-sheet",
      input({
        buildings: [{ id: "b", name: "New Tower", ring, heightM: 60 }],
        links: [
          {
            id: "l",
            name: "to hub",
            from: { position, heightM },
            to: { position: [lng + 0.006, lat], heightM: 25 },
            frequencyGHz: 5.8,
          },
        ],
      }),
    );
    expect(fact(paper, "Link to hub")).toMatch(/^Blocked by New Tower \(planned\): \d/);
  });

  it("where there is no risk in the period, the paper is written all the same and says why", async () => {
    const paper = await write("dpia", input({ risk: { ...RISK, from: "1999-01", to: "1999-12" } }));
    expect(fact(paper, "Share of the risk in view with the plan")).toBeNull();
    expect(texts(paper)).toContain("The figures could not be worked out");
    expect(paper.stamp.dataPeriod).toBeNull();
  });

  it.each([
    ["removal-checklist", () => ({ cameras: ["nobody"] }), 404, "unknown-camera"],
    ["deployment-sheet", () => input({ added: [] }), 422, "no-cameras"],
    ["dpia", () => ({ date: "2026-02-30" }), 422, "invalid-parameter"],
    ["love-letter", () => ({}), 422, "invalid-parameter"],
  ])("refuses a %s that makes no sense", async (paper, more, status, code) => {
    const response = await post(paper, { ...input(), ...more() });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
  });
});
