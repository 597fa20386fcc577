/** Wireless links between cameras and receivers: clear, or blocked by which building and by how much. */
import { z } from "zod";
import { positionSchema } from "./camera-design.ts";
import { caveatSchema } from "./meta.ts";
import { plannedBuildingSchema, wirelessLinkSchema } from "./scenarios.ts";

export const linksInputSchema = z.object({
  links: z.array(wirelessLinkSchema).min(1).max(200),
  buildings: z.array(plannedBuildingSchema).max(200).default([]).describe("Planned buildings, with heights"),
});
export type LinksInput = z.input<typeof linksInputSchema>;

const linkObstructionSchema = z.object({
  id: z.string().describe("Of the building"),
  name: z.string(),
  isPlanned: z.boolean(),
  heightM: z.number().nullable(),
  position: positionSchema.describe("Where it is worst"),
  alongM: z.number().describe("From the link's first end"),
  asideM: z.number().describe("Sideways from the line, left positive; 0 = under or in it"),
  lineHeightM: z.number().describe("Height of the line above the ground there, the earth's bulge taken off"),
  freeBelowM: z.number().describe("Up to this height it would leave 60 % of the first Fresnel zone free"),
  overM: z.number().nullable().describe("How far it reaches above that; null = its height is not known"),
  aboveLineM: z.number().nullable().describe("How far it reaches above the line itself; null = it does not"),
});
export type LinkObstruction = z.infer<typeof linkObstructionSchema>;

export const linkCheckSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z
    .enum(["clear", "obstructed", "blocked", "unknown"])
    .describe(
      "blocked = a building cuts the line; obstructed = it cuts the inner 60 % of the first Fresnel zone; unknown = that hangs on heights that are not on record",
    ),
  lengthM: z.number(),
  clearShare: z.number().describe("Free part of the first Fresnel radius, 0 to 1, for known heights"),
  neededM: z.number().describe("60 % of the first Fresnel radius where it is widest"),
  words: z.string(),
  obstructions: z.array(linkObstructionSchema).describe("Worst first"),
  unknown: z
    .array(linkObstructionSchema)
    .describe("Buildings of unknown height in the way, least room first"),
  unknownCount: z.number().int(),
  buildingsConsidered: z.number().int(),
});
export type LinkCheck = z.infer<typeof linkCheckSchema>;

export const linksSchema = z.object({
  data: z.array(linkCheckSchema),
  meta: z.object({ method: z.string(), caveats: z.array(caveatSchema), datasetVersion: z.string() }),
});
export type Links = z.infer<typeof linksSchema>;
