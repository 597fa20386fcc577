import { describe, expect, it } from "vitest";
import { searchStops } from "../../server/use-cases/search-stops.ts";

describe("stopping a search and keeping the best", () => {
  it("raises the flag of the search of that name, and of no other", async () => {
    const stops = searchStops();
    const seen: number[] = [];
    await stops.during("first-one", async (first) => {
      await stops.during("second-one", async (second) => {
        expect(stops.stop("first-one")).toBe(true);
        seen.push(first?.[0] ?? -1, second?.[0] ?? -1);
      });
    });
    expect(seen).toEqual([1, 0]);
  });

  it("says so where nothing of this name is under way: before, after, and after a failure", async () => {
    const stops = searchStops();
    expect(stops.stop("never-begun")).toBe(false);
    await stops.during("once-only", async () => undefined);
    expect(stops.stop("once-only")).toBe(false);
    const failing = stops.during("it-fails", () => Promise.reject(new Error("broken")));
    await expect(failing).rejects.toThrow("broken");
    expect(stops.stop("it-fails")).toBe(false);
  });

  it("two of one name both stop; without a name there is no flag", async () => {
    const stops = searchStops();
    const flags = await stops.during("same-name", (a) =>
      stops.during("same-name", async (b) => {
        stops.stop("same-name");
        return [a?.[0], b?.[0]];
      }),
    );
    expect(flags).toEqual([1, 1]);
    expect(await stops.during(undefined, async (flag) => flag)).toBeNull();
  });
});
