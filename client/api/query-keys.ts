/** Names of cached answers. Everything that depends on the data carries the dataset's version. */

export const queryKeys = {
  ready: ["ready"] as const,
  areas: (version: string, kind: string, q: string) => ["areas", version, kind, q] as const,
  area: (version: string, code: string) => ["area", version, code] as const,
  boundaries: (version: string, kind: string, within: string) =>
    ["boundaries", version, kind, within] as const,
  mapFeatures: (version: string, layer: string, area: string) =>
    ["map-features", version, layer, area] as const,
  categories: (version: string) => ["categories", version] as const,
  sources: (version: string) => ["sources", version] as const,
  imports: ["imports"] as const,
  import: (id: number) => ["imports", id] as const,
  timeseries: (version: string, area: string, category: string, from: string, to: string) =>
    ["timeseries", version, area, category, from, to] as const,
  cell: (version: string, cell: string, area: string, category: string, from: string, to: string) =>
    ["cell", version, cell, area, category, from, to] as const,
  streets: (
    version: string,
    area: string,
    category: string,
    from: string,
    to: string,
    cells: readonly string[],
  ) => ["streets", version, area, category, from, to, cells] as const,
  denominators: (version: string, area: string, resolution: number, measure: string) =>
    ["denominators", version, area, resolution, measure] as const,
  search: (version: string, q: string) => ["search", version, q] as const,
};
