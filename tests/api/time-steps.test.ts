import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { incidentAggregateSchema, timeseriesSchema } from "#contract/timeseries.ts";
import { weekEnding } from "#domain/time/weeks.ts";
import { connectDatabase } from "../../server/db/sql.ts";
import { loadDemo } from "../../server/demo/load-demo.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
  const { sql, canCopy, connection } = api.database;
  const openConnection = () => connectDatabase(connection, { max: 1 });
  const loaded = await loadDemo({ sql, canCopy, openConnection, onProgress: () => undefined });
  if (!loaded.ok) throw new RangeError(loaded.reason);
});
afterAll(() => api.dispose());

const QUESTION = "area=E09000003&category=robbery&from=2019-02&to=2019-07";
const sum = (rows: { n: number | null }[]) => rows.reduce((total, row) => total + (row.n ?? 0), 0);
const by = async (step: string) =>
  incidentAggregateSchema.parse(await api.get(`/incidents?${QUESTION}&by=${step}`));

describe("steps of time, where the source knows when things happened", () => {
  it("months, quarters, weeks, weekdays and hours all add up to the same incidents", async () => {
    const months = timeseriesSchema.parse(await api.get(`/timeseries?${QUESTION}`));
    const total = sum(months.data);
    expect(total).toBe(266 + 304);
    for (const step of ["month", "quarter", "week", "weekday", "hour"]) {
      const answer = await by(step);
      expect([step, sum(answer.data) + answer.withoutTime]).toEqual([step, total]);
    }
  });

  it("weeks run from Monday to the Sunday that names them, in London's time, none left out", async () => {
    const { data, meta } = await by("week");
    expect(data[0]?.key).toBe("2019-02-03");
    expect(data.at(-1)?.key).toBe("2019-08-04");
    expect(data).toHaveLength(27);
    expect(meta.caveats.map((caveat) => caveat.code)).toContain("part-week");
    const days = await api.database.sql<{ day: string; n: number }[]>`
      SELECT to_char(i.occurred_from AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS day, count(*)::integer AS n
      FROM incident i
      JOIN offence_type t ON t.id = i.offence_type_id AND t.category LIKE 'robbery%'
      JOIN location l ON l.id = i.location_id
      JOIN area a ON a.code = 'E09000003' AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
      WHERE i.month BETWEEN '2019-02-01' AND '2019-07-01' GROUP BY 1`;
    const byHand = new Map<string, number>();
    for (const { day, n } of days) byHand.set(weekEnding(day), (byHand.get(weekEnding(day)) ?? 0) + n);
    expect(data.filter((row) => row.n > 0).map(({ key, n }) => [key, n])).toEqual(
      [...byHand].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });

  it("a quarter of which only some months are asked for says so", async () => {
    const { data, meta } = await by("quarter");
    expect(data.map((row) => row.key)).toEqual(["2019-Q1", "2019-Q2", "2019-Q3"]);
    const caveat = meta.caveats.find(({ code }) => code === "part-quarter");
    expect(caveat?.text).toBe("Fewer than three months are counted in 2019-Q1, 2019-Q3.");
  });
});
