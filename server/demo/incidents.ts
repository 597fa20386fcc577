/** All incidents of the demo, month by month, in the form every importer hands to the loader. */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { monthNumber, monthOfNumber } from "#domain/time/months.ts";
import type { IncidentRecord } from "../ingest/load/incident-record.ts";
import type { DemoAreas } from "./areas.ts";
import { type CalendarDay, calendarDay, MONTH_COUNT, monthStart } from "./calendar.ts";
import { buildCategoryModel, type CategoryModel, type Component, drawComponent } from "./category-model.ts";
import { createDetails, type Details } from "./incident-details.ts";
import { seriesInputs } from "./inputs.ts";
import type { MapFeature } from "./map-features.ts";
import { createNearRepeats, type NearRepeats } from "./near-repeats.ts";
import type { SeriesPlan } from "./plan-series.ts";
import type { Site } from "./sites.ts";
import type { Street } from "./streets.ts";

export type DemoWorld = {
  streets: readonly Street[];
  sites: readonly Site[];
  features: readonly MapFeature[];
  areas: DemoAreas;
};

const HOME_BURGLARY = "burglary.residential";

/** Months of incidents in order; each month's list is complete when it is yielded. */
export function* generateIncidents(
  world: DemoWorld,
  plan: SeriesPlan,
  random: SeededRandom,
): Generator<{ month: string; records: IncidentRecord[] }> {
  const lsoaOf = world.sites.map(({ inside, at }) => (inside ? world.areas.smallAreaAt(at) : -1));
  const lsoas = world.areas.smallAreas.map(({ code, name }) => ({ code, name }));
  const kinds = [...plan.monthly.keys(), "asb"].map((category) => {
    const own = random.fork(category);
    const model = buildCategoryModel(category, world, own);
    const details = createDetails(category, own.fork("details"));
    const repeats = category === HOME_BURGLARY ? createNearRepeats(world.sites, own.fork("repeats")) : null;
    return { category, model, details, repeats, random: own.fork("draws") };
  });
  for (let monthIndex = 0; monthIndex < MONTH_COUNT; monthIndex++) {
    const month = monthOfNumber(monthNumber(seriesInputs.firstMonth) + monthIndex);
    const records: IncidentRecord[] = [];
    for (const kind of kinds) {
      const writer = createWriter(world, lsoas, lsoaOf, month, kind.details, records);
      if (kind.category === "asb") writeAsbMonth(plan, monthIndex, kind.model, writer, kind.random);
      else {
        const count = plan.monthly.get(kind.category)?.[monthIndex] ?? 0;
        writeCrimeMonth(count, monthIndex, kind, writer);
      }
    }
    yield { month, records };
  }
}

type Writer = {
  /** Writes an incident inside the borough, perhaps an unlocated one as well, and its twins beyond the border. */
  inside(siteIndex: number, day: CalendarDay, component: Component): void;
  outside(siteIndex: number, day: CalendarDay, component: Component): void;
};

function createWriter(
  { sites }: DemoWorld,
  lsoas: readonly { code: string; name: string }[],
  lsoaOf: readonly number[],
  month: string,
  details: Details,
  records: IncidentRecord[],
): Writer {
  const write = (siteIndex: number, day: CalendarDay, component: Component, counted: boolean) => {
    const site = sites[siteIndex];
    if (!site) throw new RangeError(`createWriter: no site ${siteIndex}`);
    const lsoa = lsoas[lsoaOf[siteIndex] ?? -1] ?? null;
    records.push(details.record({ month, site, lsoa, day, component, counted, located: true }));
    if (!counted || !details.losesPosition()) return;
    records.push(details.record({ month, site, lsoa, day, component, counted: false, located: false }));
  };
  return {
    inside: (siteIndex, day, component) => write(siteIndex, day, component, true),
    outside: (siteIndex, day, component) => write(siteIndex, day, component, false),
  };
}

/** ASB follows its daily series exactly inside the borough. */
function writeAsbMonth(
  plan: SeriesPlan,
  monthIndex: number,
  model: CategoryModel,
  writer: Writer,
  random: SeededRandom,
): void {
  for (let dayIndex = monthStart(monthIndex); dayIndex < monthStart(monthIndex + 1); dayIndex++) {
    const day = calendarDay(dayIndex);
    for (let k = 0; k < (plan.asbDaily[dayIndex] ?? 0); k++) {
      const component = drawComponent(model, dayIndex, random);
      writer.inside(component.inside.draw(random), day, component);
      writeBeyondBorder(component, monthIndex, model, writer, random);
    }
  }
}

function writeCrimeMonth(
  count: number,
  monthIndex: number,
  { model, repeats, random }: { model: CategoryModel; repeats: NearRepeats | null; random: SeededRandom },
  writer: Writer,
): void {
  const background = model.components[0];
  if (!background) return;
  const due = repeats?.takeDue(monthIndex, count) ?? [];
  let written = 0;
  const place = (siteIndex: number, day: CalendarDay, component: Component) => {
    writer.inside(siteIndex, day, component);
    written++;
    const follower = repeats?.follow(siteIndex, day.dayIndex, monthIndex);
    if (follower && written + due.length < count) due.push(follower);
  };
  while (written < count) {
    const follower = due.shift();
    if (follower) {
      place(follower.siteIndex, calendarDay(follower.dayIndex), background);
      continue;
    }
    const day = drawDay(monthIndex, model.weekday, random);
    const component = drawComponent(model, day.dayIndex, random);
    place(component.inside.draw(random), day, component);
    writeBeyondBorder(component, monthIndex, model, writer, random);
  }
}

/** As many incidents beyond the border as the component's risk there calls for, on days of their own. */
function writeBeyondBorder(
  component: Component,
  monthIndex: number,
  model: CategoryModel,
  writer: Writer,
  random: SeededRandom,
): void {
  const expected = component.outsidePerInside;
  const n = Math.floor(expected) + (random.uniform() < expected % 1 ? 1 : 0);
  for (let k = 0; k < n; k++) {
    writer.outside(component.outside.draw(random), drawDay(monthIndex, model.weekday, random), component);
  }
}

/** Day of a month by weekday weights; Christmas Day counts a third. */
function drawDay(monthIndex: number, weekday: readonly number[], random: SeededRandom): CalendarDay {
  const start = monthStart(monthIndex);
  const length = monthStart(monthIndex + 1) - start;
  for (;;) {
    const day = calendarDay(start + random.integerBelow(length));
    const weight = (weekday[day.weekday] ?? 1) * (day.month === 12 && day.day === 25 ? 0.33 : 1);
    if (random.uniform() * 2.2 < weight) return day;
  }
}
