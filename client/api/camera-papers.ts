import { useMutation } from "@tanstack/react-query";
import { type Paper, type PaperInput, type PaperKind, paperSchema } from "#contract/camera-papers.ts";
import { request } from "./http.ts";

/** Writes a paper; asked for once somebody wants to see it. */
export function useWritePaper() {
  return useMutation({
    mutationFn: ({ kind, input }: { kind: PaperKind; input: PaperInput }): Promise<Paper> =>
      request(paperSchema, `/camera-papers/${kind}`, { method: "POST", body: input }),
  });
}
