/** Which levels of detail does a picture have to reach, by edition of the standard? */
import { z } from "zod";
import levelsJson from "../../data/camera-levels.json" with { type: "json" };
import { type Answer, answer, refuse } from "./answer.ts";

const levelsFile = z.object({
  version: z.literal(1),
  editions: z.array(
    z.object({
      id: z.enum(["2014", "2025"]),
      title: z.string(),
      source: z.string(),
      mark: z.string(),
      levels: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          pxPerM: z.number().gt(0),
          figureHeightPercent: z.number().nullable(),
        }),
      ),
    }),
  ),
});

/** Editions with their levels, lowest first; checked when the server starts. */
export const CAMERA_LEVELS = levelsFile.parse(levelsJson).editions;

export type CameraLevel = { id: string; label: string; pxPerM: number; edition: "2014" | "2025" };

export function findLevel(edition: "2014" | "2025", id: string): Answer<CameraLevel> {
  const levels = CAMERA_LEVELS.find((each) => each.id === edition)?.levels ?? [];
  const level = levels.find((each) => each.id === id);
  if (level) return answer({ ...level, edition });
  return refuse({
    code: "unknown-level",
    title: "There is no level of detail with this id",
    detail: `Got level=${id} for the edition of ${edition}; it has ${levels.map((each) => each.id).join(", ")}.`,
    next: "Choose one of them, or the other edition.",
    where: "level",
  });
}
