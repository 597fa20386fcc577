/** What a job of the queue is about. */
import { z } from "zod";
import { importOptionsSchema } from "#contract/imports.ts";

export const jobPayloadSchema = z.object({
  importId: z.number().int(),
  action: z.enum(["commit", "dry-run"]),
  options: importOptionsSchema,
  /** How often the job was begun before and lost with its process. */
  lost: z.number().int().default(0),
});

export type JobPayload = z.infer<typeof jobPayloadSchema>;
