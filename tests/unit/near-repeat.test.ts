import { describe, expect, it } from "vitest";
import { closePairs } from "#domain/hotspot/close-pairs.ts";
import { knoxMoments, spaceGraphs, timeGraphs } from "#domain/hotspot/knox-moments.ts";
import { type KnoxBand, type NearRepeatAnswer, nearRepeat } from "#domain/hotspot/near-repeat.ts";
import { NEAR_REPEAT_LABELS, nearRepeatLabels } from "#domain/hotspot/near-repeat-labels.ts";
import { poissonUpperTail } from "#domain/stats/poisson.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";

type Event = readonly [x: number, y: number, day: number];

function arrays(events: readonly Event[]) {
  return {
    xy: Float64Array.from(events.flatMap((event) => [event[0], event[1]])),
    day: Int32Array.from(events, ([, , day]) => day),
  };
}

function bandsOf(answer: NearRepeatAnswer): KnoxBand[] {
  if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
  return answer.result.bands;
}

/** Events far from each other in space, a kilometre apart, to fill up a table. */
function lonely(n: number): Event[] {
  return Array.from({ length: n }, (_, i) => [1e5 + 1000 * i, 0, 1000 + 100 * i] as const);
}

function observed(events: readonly Event[]): Map<string, number> {
  const bands = bandsOf(nearRepeat({ ...arrays([...events, ...lonely(20)]), permutations: 1 }));
  return new Map(
    bands
      .filter((band) => band.observed > 0)
      .map((band) => [`${band.distance.text} m ${band.days.text} d`, band.observed]),
  );
}

const pair = (metres: number, days: number): Event[] => [
  [0, 0, 0],
  [metres, 0, days],
];

describe("near-repeat table", () => {
  it("counts a pair in the interval that is printed, ends included as printed", () => {
    expect(observed(pair(0, 0))).toEqual(new Map([["[0, 1] m [0, 8) d", 1]]));
    expect(observed(pair(1, 7))).toEqual(new Map([["[0, 1] m [0, 8) d", 1]]));
    expect(observed(pair(1.001, 8))).toEqual(new Map([["(1, 100] m [8, 15) d", 1]]));
    expect(observed(pair(100, 14))).toEqual(new Map([["(1, 100] m [8, 15) d", 1]]));
    expect(observed(pair(100.5, 15))).toEqual(new Map([["(100, 200] m [15, 22) d", 1]]));
    expect(observed(pair(400, 28))).toEqual(new Map([["(300, 400] m [22, 29) d", 1]]));
    expect(nearRepeat(arrays([...pair(401, 0), ...lonely(20)]))).toMatchObject({ reason: "no-close-pairs" });
  });

  it("counts the days between two dates in either order, and not beyond the last band", () => {
    const later = observed([
      [0, 0, 20],
      [50, 0, 0],
      [0, 50, 29],
    ]);
    // 20 days, 9 days; 29 days are in no band.
    expect(later).toEqual(
      new Map([
        ["(1, 100] m [8, 15) d", 1],
        ["(1, 100] m [15, 22) d", 1],
      ]),
    );
  });

  it("three events at one place on one day are three pairs", () => {
    expect(
      observed([
        [5, 5, 3],
        [5, 5, 3],
        [5, 5, 3],
      ]),
    ).toEqual(new Map([["[0, 1] m [0, 8) d", 3]]));
  });

  it("walking distance adds eastings and northings", () => {
    const events = arrays([[0, 0, 0], [70, 70, 0], ...lonely(20)]);
    const straight = bandsOf(nearRepeat({ ...events, permutations: 1 }));
    const walked = bandsOf(nearRepeat({ ...events, permutations: 1, metric: "manhattan" }));
    expect(straight.find((band) => band.observed === 1)?.distance.text).toBe("(1, 100]");
    expect(walked.find((band) => band.observed === 1)?.distance.text).toBe("(100, 200]");
  });

  it("more than four time bands are counted as four are", () => {
    const events = arrays([...pair(10, 3), [20, 0, 33], ...lonely(20)]);
    const bands = bandsOf(nearRepeat({ ...events, permutations: 1, dayEdges: [2, 4, 6, 8, 29, 31, 36] }));
    expect(bands).toHaveLength(35);
    const found = bands
      .filter((band) => band.observed > 0)
      .map((band) => `${band.days.text} ${band.observed}`);
    expect(found).toEqual(["[2, 4) 1", "[29, 31) 1", "[31, 36) 1"]);
  });

  it("planted near repeats are found, with p no smaller than the permutations allow", () => {
    const random = seededRandom(3);
    const events: Event[] = [];
    for (let i = 0; i < 60; i++) {
      const [x, y, day] = [random.uniform() * 5000, random.uniform() * 5000, random.integerBelow(365)];
      events.push([x, y, day], [x + 40, y + 20, day + random.integerBelow(6)]);
    }
    const answer = nearRepeat({ ...arrays(events), seed: 9 });
    expect(answer).toMatchObject({
      ok: true,
      result: { pattern: "near-repeat", permutations: 999, seed: 9 },
    });
    const band = bandsOf(answer).find(({ distance, days }) => distance.high === 100 && days.high === 8);
    expect(band?.p).toBe(0.001);
    expect(band?.q).toBeLessThanOrEqual(0.02);
    expect(band?.significant).toBe(true);
  });

  it("a pattern only at the same place is called repeat-only", () => {
    const random = seededRandom(5);
    const events: Event[] = [];
    for (let i = 0; i < 60; i++) {
      const day = random.integerBelow(365);
      events.push([i * 300, 0, day], [i * 300, 0, day + 2]);
    }
    expect(nearRepeat(arrays(events))).toMatchObject({
      ok: true,
      result: { events: 120, repeats: 60, repeatsLeftOut: false, pattern: "repeat-only" },
    });
  });

  it("repeats can be left out, the first event of each chain staying", () => {
    const chain: Event[] = [
      [0, 0, 30],
      [0, 0, 10],
      [0, 0, 60],
      [40, 0, 12],
    ];
    const left = nearRepeat({
      ...arrays([...chain, ...lonely(20)]),
      permutations: 1,
      leaveOutRepeats: true,
    });
    // Day 30 repeats day 10; day 60 is 30 days on, beyond the last band.
    expect(left).toMatchObject({ ok: true, result: { events: 23, repeats: 1, repeatsLeftOut: true } });
    const found = bandsOf(left).filter((band) => band.observed > 0);
    expect(found.map((band) => `${band.distance.text} ${band.days.text}`)).toEqual(["(1, 100] [0, 8)"]);
  });

  it("within months, dates never leave their month: two bursts in different months stay apart", () => {
    // Everybody in the west is hit in month 0, everybody in the east in month 1: season, not contagion.
    const events: Event[] = [];
    const random = seededRandom(8);
    for (let i = 0; i < 80; i++) {
      const west = i < 40;
      events.push([
        (west ? 0 : 5000) + random.uniform() * 300,
        random.uniform() * 300,
        (west ? 0 : 200) + random.integerBelow(28),
      ]);
    }
    const data = arrays(events);
    const month = data.day.map((day) => (day < 100 ? 0 : 1));
    expect(nearRepeat(data)).toMatchObject({ ok: true, result: { pattern: "near-repeat" } });
    const within = nearRepeat({ ...data, month });
    expect(within).toMatchObject({ ok: true, result: { pattern: "none", withinMonth: true } });
    expect(bandsOf(within).every((band) => band.analytic === null)).toBe(true);
  });

  it("refuses too few events, one day and no close pairs, and can be stopped", () => {
    const twenty = lonely(20);
    expect(nearRepeat(arrays(twenty.slice(1)))).toMatchObject({ ok: false, reason: "too-few-events" });
    const sameDay = arrays(twenty.map(([x, y]) => [x, y, 3] as const));
    expect(nearRepeat(sameDay)).toMatchObject({ ok: false, reason: "one-day" });
    expect(nearRepeat(arrays(twenty))).toMatchObject({ ok: false, reason: "no-close-pairs" });
    let asked = 0;
    const shouldStop = () => ++asked > 3;
    expect(nearRepeat({ ...arrays([...pair(0, 1), ...twenty]), shouldStop })).toMatchObject({
      ok: false,
      reason: "cancelled",
    });
    expect(asked).toBe(4);
  });

  it("throws for what no caller should ask", () => {
    const data = arrays(lonely(20));
    expect(() => nearRepeat({ ...data, xy: data.xy.slice(2) })).toThrow(RangeError);
    expect(() => nearRepeat({ ...data, month: new Int32Array(3) })).toThrow(RangeError);
    expect(() => nearRepeat({ ...data, distanceEdgesM: [100, 100] })).toThrow(RangeError);
    expect(() => nearRepeat({ ...data, dayEdges: [0, 8] })).toThrow(RangeError);
    expect(() => nearRepeat({ ...data, dayEdges: [7.5] })).toThrow(RangeError);
    expect(() => nearRepeat({ ...data, permutations: 0 })).toThrow(RangeError);
    expect(() => nearRepeat({ ...data, day: data.day.map((day) => day * 1000) })).toThrow(RangeError);
  });
});

/** Every order of a list. */
function orders(list: readonly number[]): number[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((first, i) => orders(list.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

describe("moments of the Knox count", () => {
  it("are the mean and variance over all 5,040 orders of seven dates", () => {
    const { xy, day } = arrays([
      [0, 0, 0],
      [60, 0, 3],
      [90, 10, 5],
      [700, 0, 30],
      [760, 0, 9],
      [5, 80, 41],
      [3000, 0, 2],
    ]);
    const pairs = closePairs(xy, [100], "euclidean", 1000);
    if (!pairs) throw new Error("no pairs");
    const counts = orders([...day]).map((dates) => {
      let close = 0;
      for (let i = 0; i < 7; i++) {
        for (let at = pairs.start[i] ?? 0; at < (pairs.start[i + 1] ?? 0); at++) {
          if (Math.abs((dates[i] ?? 0) - (dates[pairs.other[at] ?? 0] ?? 0)) < 8) close++;
        }
      }
      return close;
    });
    const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
    const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / counts.length;
    const [space] = spaceGraphs(pairs);
    const [time] = timeGraphs(Int16Array.from(day), [8]);
    if (!space || !time) throw new Error("no graphs");
    const found = knoxMoments(7, space, time);
    expect(found.mean).toBeCloseTo(mean, 12);
    expect(found.variance).toBeCloseTo(variance, 12);
    expect(() => knoxMoments(3, space, time)).toThrow(RangeError);
  });

  it("P(X ≥ observed) of the Burkitt example is .22227 where P(X > observed) is the reported .14625", () => {
    // 13 pairs were observed; the mean is the one at which 14 and more have the reported probability.
    let [low, high] = [1, 30];
    for (let step = 0; step < 100; step++) {
      const middle = (low + high) / 2;
      if (poissonUpperTail(14, middle) > 0.14625) high = middle;
      else low = middle;
    }
    expect(poissonUpperTail(13, low)).toBeCloseTo(0.22227, 4);
  });
});

describe("near-repeat labels", () => {
  const rules = { sameWithinM: 1, nearWithinM: 100, days: 8 };
  const labelled = (events: readonly Event[]) => {
    const { xy, day } = arrays(events);
    return Array.from(nearRepeatLabels(xy, day, rules), (code) => NEAR_REPEAT_LABELS[code]);
  };

  it("the first of a chain is the originator, the same place a repeat, near by a near-repeat", () => {
    expect(
      labelled([
        [0, 0, 10],
        [0, 0, 12],
        [80, 0, 17],
        [80, 0, 25],
        [900, 0, 10],
      ]),
    ).toEqual(["originator", "repeat", "near-repeat", "alone", "alone"]);
  });

  it("an event both at the same place as one and near another is a repeat", () => {
    expect(
      labelled([
        [0, 0, 1],
        [50, 0, 2],
        [0, 0, 3],
      ]),
    ).toEqual(["originator", "near-repeat", "repeat"]);
  });

  it("of two on one day the first listed is the earlier, and order in the list does not matter otherwise", () => {
    expect(
      labelled([
        [0, 0, 4],
        [0, 0, 4],
      ]),
    ).toEqual(["originator", "repeat"]);
    expect(
      labelled([
        [0, 0, 6],
        [0, 0, 4],
      ]),
    ).toEqual(["repeat", "originator"]);
  });

  it("exactly the distance is near, exactly the days is too late", () => {
    expect(
      labelled([
        [0, 0, 0],
        [100, 0, 7],
      ]),
    ).toEqual(["originator", "near-repeat"]);
    expect(
      labelled([
        [0, 0, 0],
        [100, 0, 8],
      ]),
    ).toEqual(["alone", "alone"]);
  });

  it("refuses rules that make no sense", () => {
    const { xy, day } = arrays([[0, 0, 0]]);
    expect(() => nearRepeatLabels(xy, day, { sameWithinM: 5, nearWithinM: 1, days: 8 })).toThrow(RangeError);
    expect(() => nearRepeatLabels(xy, new Int32Array(2), rules)).toThrow(RangeError);
  });
});
