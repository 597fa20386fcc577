/** What kind of scheme cameras belong to, as the evidence tells them apart. */
export const SETTINGS = [
  { id: "town-centre", label: "Town centre" },
  { id: "residential", label: "Homes" },
  { id: "car-park", label: "Car park" },
  { id: "other", label: "Another" },
] as const;

export const MONITORING = [
  { id: "active", label: "Watched live" },
  { id: "passive", label: "Recorded only" },
] as const;
