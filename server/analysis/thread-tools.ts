import type { MipSolver } from "#domain/placement/mip.ts";

/** What an analysis needs beyond its input; who runs it brings it along. */
export type ThreadTools = {
  /** A solver for mixed-integer programs; null where there is none: the analysis then does without. */
  mipSolver: () => Promise<MipSolver | null>;
};
