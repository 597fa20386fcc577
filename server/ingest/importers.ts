/** Every kind of import. */
import type { ImportKind } from "#contract/imports.ts";
import { boundariesImporter } from "./boundaries/boundaries-importer.ts";
import {
  buildingsImporter,
  plannedBuildingsImporter,
  privacyZonesImporter,
} from "./buildings/buildings-importer.ts";
import { forceExtractImporter } from "./force-extract/force-extract-importer.ts";
import { harmWeightsImporter } from "./harm-weights/harm-weights-importer.ts";
import type { Importer } from "./importer.ts";
import { osmExtractImporter } from "./osm/extract-importer.ts";
import { mapLayersImporter } from "./osm/geojson-layers-importer.ts";
import { pointsImporter } from "./points/points-importer.ts";
import { policeUkImporter } from "./police-uk/importer.ts";
import { populationImporter } from "./population/population-importer.ts";
import { camerasImporter, columnsImporter } from "./posts/posts-importers.ts";

/** Importer of a kind, or null: the demo is not read from a file. */
export function importerOf(kind: ImportKind): Importer | null {
  switch (kind) {
    case "police-uk":
      return policeUkImporter;
    case "boundaries":
      return boundariesImporter;
    case "population":
      return populationImporter;
    case "osm-extract":
      return osmExtractImporter;
    case "map-layers":
      return mapLayersImporter;
    case "points-of-interest":
      return pointsImporter;
    case "buildings":
      return buildingsImporter;
    case "planned-buildings":
      return plannedBuildingsImporter;
    case "privacy-zones":
      return privacyZonesImporter;
    case "cameras":
      return camerasImporter;
    case "columns":
      return columnsImporter;
    case "harm-weights":
      return harmWeightsImporter;
    case "force-extract":
      return forceExtractImporter;
    case "demo":
      return null;
  }
}
