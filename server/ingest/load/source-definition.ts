/** A publisher's series of incidents as the database knows it. */
export type SourceDefinition = {
  slug: string;
  title: string;
  publisher: string;
  licence: string;
  /** Name of the dictionary that its category texts belong to. */
  vocabulary: string;
  timePrecision: "month" | "exact";
  positionPrecision: "snap-point" | "exact";
  /** True for the demo borough only. */
  invented: boolean;
};

/** Lower-case words joined by hyphens: "Metropolitan Police Service" → "metropolitan-police-service". */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
