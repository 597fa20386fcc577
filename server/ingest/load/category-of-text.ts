import { readFileSync } from "node:fs";
import { type CategoryScheme, categoryLookup } from "#domain/category/scheme.ts";

/** The category scheme that this version of the app comes with. */
export const CATEGORY_SCHEME: CategoryScheme = JSON.parse(
  readFileSync(new URL("../../../data/category-scheme.json", import.meta.url), "utf8"),
);

/** Category of a publisher's text under that scheme, or null where it is unknown. */
export const categoryOfText = categoryLookup(CATEGORY_SCHEME);
