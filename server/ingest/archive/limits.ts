/**
 * How much an archive may hold. A police.uk download of every force and three years inflates to some 9 GB in about
 * 5,000 entries; text of that kind shrinks four- to tenfold and at the very most some fortyfold, while deflate can
 * reach 1,032. So 100 to 1 tells a bomb from a file for certain, and 24 GB is nearly three times the largest
 * archive there is.
 */
export type ArchiveLimits = {
  /** Largest sum of inflated sizes, bytes. */
  totalBytes: number;
  /** Largest inflated size per compressed byte, for entries over `ratioFromBytes`. */
  ratio: number;
  /** Small entries may shrink as much as they like. */
  ratioFromBytes: number;
  entries: number;
};

export const ARCHIVE_LIMITS: ArchiveLimits = {
  totalBytes: 24 * 2 ** 30,
  ratio: 100,
  ratioFromBytes: 4 * 2 ** 20,
  entries: 20_000,
};
