/** Who a figure is for, and what each audience may be shown. Every read of the database states its audience. */

export type Audience = "internal" | "partner" | "public";

/** What an audience may see of the data behind a figure. */
export type Entitlement = {
  /** Counts per hexagon without suppression of small numbers. */
  exactCellCounts: boolean;
  /** Street names and positions that incidents were published at. */
  positions: boolean;
  /** Time of day of single incidents in aggregates. */
  timeOfDay: boolean;
  /** Files that were imported, with their rejected rows. */
  imports: boolean;
};

const ENTITLEMENTS: Record<Audience, Entitlement> = {
  internal: { exactCellCounts: true, positions: true, timeOfDay: true, imports: true },
  partner: { exactCellCounts: false, positions: false, timeOfDay: true, imports: false },
  public: { exactCellCounts: false, positions: false, timeOfDay: false, imports: false },
};

/** What an audience may see. Says nothing about who a caller is: that is decided where callers sign in. */
export function entitlementOf(audience: Audience): Entitlement {
  return ENTITLEMENTS[audience];
}

export type AudienceDecision = { ok: true; audience: Audience } | { ok: false; reason: string };

/**
 * Whether figures can be served to an audience yet. Partner and public figures need suppression of small
 * numbers, which this version does not do, so nothing at all is served to them rather than something unsafe.
 */
export function admitAudience(audience: Audience): AudienceDecision {
  if (audience === "internal") return { ok: true, audience };
  return {
    ok: false,
    reason: `Figures for the ${audience} audience need suppression of small numbers, which this version does not do.`,
  };
}
