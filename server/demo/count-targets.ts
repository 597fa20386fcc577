/** Counts the generated incidents against every published figure: the proof of the calibration. */

import { prepareArea } from "#domain/grid/point-in-polygon.ts";
import { londonParts } from "#domain/time/local-time.ts";
import { categoryOfText } from "../ingest/load/category-of-text.ts";
import type { IncidentRecord } from "../ingest/load/incident-record.ts";
import { dayIndexOf } from "./calendar.ts";
import type { Demo } from "./generate-demo.ts";
import { outline, targets, type VolumeTarget } from "./inputs.ts";

export type CountedTarget = VolumeTarget & {
  /** What the generated incidents give; null where the demo cannot say. */
  demo: number | null;
};

export type DemoCounter = {
  /** Incidents inside the borough polygon from one date to another, both included (London time of their start). */
  count(category: string, from: string, to: string, attribute?: string): number;
};

/** Goes through all incidents once and remembers day counts; categories include those below them. */
export function createDemoCounter(demo: Demo): DemoCounter {
  const borough = prepareArea([[outline.ring]]);
  const days = new Map<string, Map<number, number>>();
  const add = (key: string, day: number) => {
    const counts = days.get(key) ?? new Map<number, number>();
    counts.set(day, (counts.get(day) ?? 0) + 1);
    days.set(key, counts);
  };
  for (const { records } of demo.incidents()) {
    for (const record of records) {
      if (record.position === null || !borough.covers(...record.position)) continue;
      const day = dayOf(record);
      const category = categoryOfText("demo", record.offence.label) ?? "unmapped";
      for (let id = category; id !== ""; id = id.slice(0, Math.max(0, id.lastIndexOf(".")))) {
        add(id, day);
        for (const attribute of Object.keys(record.attributes ?? {})) add(`${id} ${attribute}`, day);
      }
    }
  }
  return {
    count(category, from, to, attribute) {
      const first = dayIndexOf(from);
      const last = dayIndexOf(to);
      let total = 0;
      for (const [day, n] of days.get(attribute ? `${category} ${attribute}` : category) ?? []) {
        if (day >= first && day <= last) total += n;
      }
      return total;
    },
  };
}

/** Every published volume with what the demo gives. */
export function countTargets(demo: Demo): CountedTarget[] {
  const counter = createDemoCounter(demo);
  return targets.volumes.map((target) => {
    const { category, from, to, attribute } = target;
    const counted = category && from && to ? counter.count(category, from, to, attribute) : null;
    return { ...target, demo: counted };
  });
}

function dayOf(record: IncidentRecord): number {
  const { year, month, day } = londonParts(record.occurredFromMs ?? 0);
  return dayIndexOf(`${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);
}
