import type { ClassBreaks } from "../map/class-breaks.ts";

/** Multiples of the mean density at which the classes begin: the same for every area, period and zoom. */
export const DENSITY_BREAKS: ClassBreaks = [0, 1, 2, 3, 5, 10];
