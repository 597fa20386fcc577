/**
 * Planted repeat and near-repeat burglaries: a stated share of residential burglaries is followed by another at the
 * same address or near it within some days (data/demo/series.json, nearRepeat). Followers count towards their
 * month's total, so they move burglaries in space and time and add none.
 */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { calendarDay, MONTH_COUNT, monthStart } from "./calendar.ts";
import { seriesInputs } from "./inputs.ts";
import { SiteIndex } from "./site-table.ts";
import { HOME, type Site } from "./sites.ts";

export type Follower = { siteIndex: number; dayIndex: number };

export type NearRepeats = {
  /** Perhaps a follower of a burglary: returned if it falls in the same month, kept for its own month if later. */
  follow(siteIndex: number, dayIndex: number, monthIndex: number): Follower | null;
  /** Followers kept for a month, at most `limit`. */
  takeDue(monthIndex: number, limit: number): Follower[];
};

export function createNearRepeats(sites: readonly Site[], random: SeededRandom): NearRepeats {
  const { followShare, sameAddressShare, withinM, withinDays } = seriesInputs.nearRepeat;
  const index = new SiteIndex(sites, new Set([HOME]));
  const kept = Array.from({ length: MONTH_COUNT }, (): Follower[] => []);

  const neighbourOf = (siteIndex: number): number => {
    const site = sites[siteIndex];
    if (!site || random.uniform() < sameAddressShare) return siteIndex;
    // Drawn towards the original: the nearer half of the radius gets most followers, as studies find.
    const radiusM = withinM * Math.sqrt(random.uniform());
    const near = index.within(site.at, radiusM).filter(([i]) => i !== siteIndex && sites[i]?.inside);
    return near[random.integerBelow(Math.max(1, near.length))]?.[0] ?? siteIndex;
  };

  return {
    follow(siteIndex, dayIndex, monthIndex) {
      if (random.uniform() >= followShare) return null;
      const follower = {
        siteIndex: neighbourOf(siteIndex),
        dayIndex: dayIndex + 1 + random.integerBelow(withinDays),
      };
      if (follower.dayIndex < monthStart(monthIndex + 1)) return follower;
      kept[calendarDay(follower.dayIndex).monthIndex]?.push(follower);
      return null;
    },
    takeDue: (monthIndex, limit) => kept[monthIndex]?.slice(0, limit) ?? [],
  };
}
