/** Kinds of crime that cameras are sited by: those that police activity generates only where somebody asks for them. */
import type { Caveat } from "#contract/meta.ts";
import { sitingCategories } from "#domain/category/siting-categories.ts";
import type { Snapshot } from "../db/snapshot.ts";
import { CAMERA_EVIDENCE } from "./camera-evidence.ts";

export type SitingQuestion = {
  /** Comma-separated ids, as `readQuestion` takes them. */
  category: string;
  caveats: Caveat[];
};

/** @param category dotted ids, comma-separated; absent or `all` = nobody chose. */
export function sitingQuestion(
  { categories }: Pick<Snapshot, "categories">,
  category: string | undefined,
): SitingQuestion {
  const { categories: off, note } = CAMERA_EVIDENCE.sitingOff;
  const isOpen = category === undefined || category === "" || category === "all";
  const asked = isOpen ? null : category.split(",").map((id) => id.trim());
  const choice = sitingCategories(categories, asked, off);
  const named = (ids: readonly string[]) =>
    ids.map((id) => categories.find((known) => known.id === id)?.label ?? id).join(", ");
  const caveats: Caveat[] = [];
  if (choice.leftOut.length > 0) {
    caveats.push({ code: "police-generated-off", text: `Left out: ${named(choice.leftOut)}. ${note}` });
  }
  if (choice.policeGenerated.length > 0) {
    caveats.push({
      code: "police-generated-on",
      text: `Asked for: ${named(choice.policeGenerated)}. Where police look, these are recorded: counts follow police activity as much as crime.`,
    });
  }
  return { category: choice.categories.join(","), caveats };
}
