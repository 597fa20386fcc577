/** Flags by which somebody ends a search early and gets the best that it has found, instead of nothing. */

/** Shared with the thread that searches: 1 = stop. */
export type StopFlag = Int32Array<SharedArrayBuffer>;

export type SearchStops = {
  /** A flag under a name, for as long as `work` takes. Absent name = nobody can stop it. */
  during<T>(run: string | undefined, work: (flag: StopFlag | null) => Promise<T>): Promise<T>;
  /** False if no search of this name is under way. */
  stop(run: string): boolean;
};

export function searchStops(): SearchStops {
  const running = new Map<string, Set<StopFlag>>();
  return {
    async during(run, work) {
      if (run === undefined) return work(null);
      const flag = new Int32Array(new SharedArrayBuffer(4));
      const flags = running.get(run) ?? new Set();
      running.set(run, flags.add(flag));
      try {
        return await work(flag);
      } finally {
        flags.delete(flag);
        if (flags.size === 0 && running.get(run) === flags) running.delete(run);
      }
    },
    stop(run) {
      const flags = running.get(run);
      if (!flags) return false;
      for (const flag of flags) Atomics.store(flag, 0, 1);
      return true;
    },
  };
}
