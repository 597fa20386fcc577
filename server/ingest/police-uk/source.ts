import type { SourceDefinition } from "../load/source-definition.ts";

/** Street-level crime of data.police.uk: month and snap point, all forces of England, Wales and Northern Ireland. */
export const POLICE_UK: SourceDefinition = {
  slug: "police-uk",
  title: "Street-level crime, data.police.uk",
  publisher: "Home Office and police forces, data.police.uk",
  licence: "Open Government Licence v3.0",
  vocabulary: "police-uk",
  timePrecision: "month",
  positionPrecision: "snap-point",
  invented: false,
};
