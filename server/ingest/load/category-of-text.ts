import { type CategoryScheme, categoryLookup } from "#domain/category/scheme.ts";
import scheme from "../../../data/category-scheme.json" with { type: "json" };

const SCHEME: CategoryScheme = scheme;

/** Category of a publisher's text under the scheme of data/category-scheme.json, or null where it is unknown. */
export const categoryOfText = categoryLookup(SCHEME);
