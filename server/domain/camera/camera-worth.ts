/**
 * What is each camera of a scheme worth, among the others? Three answers to three questions, all in units of risk:
 * - `alone`: what it sees, whoever else sees it too.
 * - `unique`: what the scheme would lose without it, F(S) − F(S∖j).
 * - `shapley`: its fair share of what all see together; the shares add up to F(S) (Shapley 1953).
 *
 * A point of risk w that camera j looks at for a part a_j of the time is seen with chance 1 − Π(1 − a_j). The Shapley
 * value of that game is exact and needs no random orders: by Owen's multilinear extension (Owen 1972)
 * φ_j = w·a_j·∫₀¹ Π_{k≠j}(1 − t·a_k) dt, the integral of a polynomial. For cameras that do not move it is w ÷ n.
 *
 * Says nothing of crimes prevented, nor of who watches.
 */

export type CameraWorth = { alone: number; unique: number; shapley: number };

export type SchemeWorth = { risk: number; cameras: CameraWorth[] };

/**
 * @param shares for each camera the part of the time that it looks at each point, 0 < share ≤ 1.
 * @param weight risk by point.
 * Cost: O(n²) a point for n cameras that look at it, O(n) where none of them moves.
 */
export function cameraWorth(
  shares: readonly ReadonlyMap<number, number>[],
  weight: Float64Array,
): SchemeWorth {
  const watchers = new Map<number, { camera: number; share: number }[]>();
  for (const [camera, points] of shares.entries()) {
    for (const [point, share] of points) {
      const list = watchers.get(point);
      if (list) list.push({ camera, share });
      else watchers.set(point, [{ camera, share }]);
    }
  }
  const cameras = shares.map((): CameraWorth => ({ alone: 0, unique: 0, shapley: 0 }));
  let risk = 0;
  for (const [point, list] of watchers) {
    const w = weight[point] ?? 0;
    if (w === 0) continue;
    const parts = list.map(({ share }) => share);
    risk += w * (1 - parts.reduce((none, share) => none * (1 - share), 1));
    for (const [i, { camera, share }] of list.entries()) {
      const worth = cameras[camera];
      if (!worth) continue;
      worth.alone += w * share;
      worth.unique += w * share * othersAway(parts, i);
      worth.shapley += w * fairShare(parts, i);
    }
  }
  return { risk, cameras };
}

/** Chance that none of the others looks. */
function othersAway(parts: readonly number[], except: number): number {
  return parts.reduce((none, share, i) => (i === except ? none : none * (1 - share)), 1);
}

/** Shapley value of one of those who look at a point of weight 1. */
function fairShare(parts: readonly number[], own: number): number {
  if (parts.every((share) => share === 1)) return 1 / parts.length;
  // Coefficients of Π_{k≠own}(1 − t·a_k) in powers of t.
  let coefficients = [1];
  for (const [k, share] of parts.entries()) {
    if (k === own) continue;
    coefficients = [...coefficients, 0].map(
      (coefficient, power) => coefficient - share * (coefficients[power - 1] ?? 0),
    );
  }
  const integral = coefficients.reduce((sum, coefficient, power) => sum + coefficient / (power + 1), 0);
  return (parts[own] ?? 0) * integral;
}

/** How much of what it sees others see too, 0 … 1; null for a camera that sees nothing. */
export function redundancy({ alone, unique }: Pick<CameraWorth, "alone" | "unique">): number | null {
  return alone > 0 ? Math.max(0, 1 - unique / alone) : null;
}
