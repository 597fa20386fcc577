import { describe, expect, it } from "vitest";
import { type Aoristic, aoristic, type Spread } from "#domain/hotspot/aoristic.ts";
import { hourTable } from "#domain/time/hour-of-week.ts";

const HOUR = 3_600_000;
/** Monday 1 January 2024, 00:00 in London (and UTC). */
const MONDAY = Date.UTC(2024, 0, 1);

function spans(pairs: readonly (readonly [from: number, to: number])[]) {
  return {
    fromMs: Float64Array.from(pairs, ([from]) => from),
    toMs: Float64Array.from(pairs, ([, to]) => to),
  };
}

const clock = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return MONDAY + hours * HOUR + minutes * 60_000;
};

/** Non-zero weights by hour of the week. */
function hours({ weights }: Aoristic): Record<number, number> {
  return Object.fromEntries([...weights.entries()].filter(([, weight]) => weight > 0));
}

function spread(from: string, to: string, how: Spread = "aoristic") {
  return hours(aoristic({ ...spans([[clock(from), clock(to)]]), spread: how }));
}

describe("aoristic weights", () => {
  it("one moment counts in its hour, a span in each hour by its seconds", () => {
    expect(spread("01:00", "01:00")).toEqual({ 1: 1 });
    expect(spread("01:00", "02:30")).toEqual({ 1: 60 / 90, 2: 30 / 90 });
    expect(spread("01:50", "02:10")).toEqual({ 1: 0.5, 2: 0.5 });
    const overnight = spread("23:30", "25:15");
    expect(Object.keys(overnight)).toEqual(["23", "24", "25"]);
    expect(overnight[23]).toBeCloseTo(0.285714, 6);
    expect(overnight[24]).toBeCloseTo(0.571429, 6);
    expect(overnight[25]).toBeCloseTo(0.142857, 6);
  });

  it("a span that ends on the hour gives nothing to the next", () => {
    expect(spread("01:00", "02:00")).toEqual({ 1: 1 });
  });

  it("Sunday night runs into Monday", () => {
    expect(spread("167:30", "168:30")).toEqual({ 0: 0.5, 167: 0.5 });
  });

  it("start, midpoint and end put the whole incident into one hour", () => {
    expect(spread("01:00", "04:00", "start")).toEqual({ 1: 1 });
    expect(spread("01:00", "04:00", "midpoint")).toEqual({ 2: 1 });
    expect(spread("01:00", "04:00", "end")).toEqual({ 4: 1 });
  });

  it("without an end it counts in the hour it starts, and is counted apart from known moments", () => {
    const found = aoristic(
      spans([
        [clock("05:20"), Number.NaN],
        [clock("06:00"), clock("06:00")],
      ]),
    );
    expect(hours(found)).toEqual({ 5: 1, 6: 1 });
    expect(found).toMatchObject({ used: 2, withoutEnd: 1, instants: 1, certainShare: 1, midnightStarts: 0 });
  });

  it("moments at exactly midnight are counted: many of them are dates without a time", () => {
    const july = Date.UTC(2024, 6, 3, 23);
    const found = aoristic(
      spans([
        [MONDAY, MONDAY],
        [july, Number.NaN],
        [MONDAY + 1000, MONDAY + 1000],
      ]),
    );
    expect(found.midnightStarts).toBe(2);
  });

  it("from 7 days on a span is even over the week, and over 28 days it can be left out", () => {
    const week = aoristic(spans([[clock("03:00"), clock("03:00") + 168 * HOUR]]));
    expect(week.evenlySpread).toBe(1);
    expect(new Set(week.weights)).toEqual(new Set([1 / 168]));
    const long = spans([
      [MONDAY, MONDAY + 29 * 24 * HOUR],
      [MONDAY, MONDAY + 28 * 24 * HOUR],
    ]);
    expect(aoristic(long)).toMatchObject({ used: 2, evenlySpread: 2 });
    expect(aoristic({ ...long, excludeOver28Days: true })).toMatchObject({
      used: 1,
      excluded: { over28Days: 1 },
    });
  });

  it("what cannot be placed is left out and counted by reason", () => {
    const found = aoristic(
      spans([
        [Number.NaN, MONDAY],
        [MONDAY + HOUR, MONDAY],
        [Date.UTC(1971, 0, 1), MONDAY],
        [MONDAY, Date.UTC(2345, 0, 1)],
        [MONDAY, MONDAY],
      ]),
    );
    expect(found).toMatchObject({
      used: 1,
      excluded: { noStart: 1, endBeforeStart: 1, over28Days: 0, outsideYears: 2 },
    });
  });

  it("an hour and less is certain, a second more is not", () => {
    const found = aoristic(
      spans([
        [clock("01:30"), clock("02:30")],
        [clock("01:30"), clock("02:30") + 1000],
      ]),
    );
    expect(found.certainShare).toBe(0.5);
    expect(found.certain[1]).toBe(0.5);
    expect(found.certain[2]).toBe(0.5);
  });

  it("groups have a week each", () => {
    const found = aoristic({
      ...spans([
        [clock("01:00"), clock("01:00")],
        [clock("02:00"), clock("02:00")],
      ]),
      group: Int32Array.of(1, 0),
      groups: 2,
    });
    expect(hours(found)).toEqual({ 2: 1, [168 + 1]: 1 });
    expect(() => aoristic({ ...spans([[0, 0]]), group: Int32Array.of(2), groups: 2 })).toThrow(RangeError);
  });

  it("nothing in is nothing out", () => {
    expect(aoristic(spans([]))).toMatchObject({ used: 0, certainShare: 0 });
    expect(() => aoristic({ fromMs: Float64Array.of(1), toMs: Float64Array.of() })).toThrow(RangeError);
  });
});

describe("nights when the clocks change", () => {
  it("26 March 2023 has no 01:00–02:00: 00:30 to 02:30 is one hour long", () => {
    // 00:30 GMT to 02:30 BST = 01:30 UTC.
    const found = aoristic(spans([[Date.UTC(2023, 2, 26, 0, 30), Date.UTC(2023, 2, 26, 1, 30)]]));
    expect(hours(found)).toEqual({ [6 * 24]: 0.5, [6 * 24 + 2]: 0.5 });
    expect(found.certainShare).toBe(1);
  });

  it("29 October 2023 has 01:00–02:00 twice: midnight to 03:00 is four hours long", () => {
    const found = aoristic(spans([[Date.UTC(2023, 9, 28, 23), Date.UTC(2023, 9, 29, 3)]]));
    expect(hours(found)).toEqual({ [6 * 24]: 0.25, [6 * 24 + 1]: 0.5, [6 * 24 + 2]: 0.25 });
  });

  it("the table of hours skips one in March, repeats one in October and refuses unknown years", () => {
    const march = hourTable(Date.UTC(2023, 2, 26, 0), Date.UTC(2023, 2, 26, 2));
    expect([...march.hourOfWeek]).toEqual([144, 146, 147]);
    const october = hourTable(Date.UTC(2023, 9, 29, 0), Date.UTC(2023, 9, 29, 2));
    expect([...october.hourOfWeek]).toEqual([145, 145, 146]);
    expect(() => hourTable(0, 1)).toThrow(RangeError);
    expect(() => hourTable(MONDAY, MONDAY - 1)).toThrow(RangeError);
  });
});
