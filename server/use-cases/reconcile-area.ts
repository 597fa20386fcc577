/** Why do two counts of the same area differ? Publisher's LSOA names against coordinates in the polygon. */
import type { Reconciliation } from "#contract/areas.ts";
import type { Meta } from "#contract/meta.ts";
import type { NamedRow, Reader } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { type QuestionInput, readQuestion } from "./question.ts";

const NAMED_KINDS = new Set(["local-authority", "lsoa", "msoa"]);

/** Compares both ways of counting, by month, and says the difference in a sentence. */
export async function reconcileArea(
  reader: Reader,
  input: QuestionInput,
): Promise<Answer<{ data: Reconciliation; meta: Meta }>> {
  const question = await readQuestion(reader, input);
  if (!question.ok) return question;
  const { area, slices, months } = question.value;
  if (!area || !NAMED_KINDS.has(area.kind)) {
    return refuse({
      code: "area-never-named",
      title: "Publishers never name this kind of area",
      detail: `Got ${area ? `${area.name}, a ${area.kind}` : "all areas"}; incidents carry an LSOA, which names local authorities, MSOAs and LSOAs.`,
      next: "Ask for a local authority, an MSOA or an LSOA.",
      where: "code",
    });
  }
  const rows = await reader.namedAgainstPolygon(area, slices);
  const data = summarise(area.name, rows, months);
  const meta = buildMeta(question.value, {
    method:
      "Incidents by the LSOA that the publisher names, against incidents whose position lies in the polygon.",
    n: data.byPolygon,
    resolution: null,
    bufferM: 0,
    caveats: [],
  });
  return answer({ data, meta });
}

function summarise(name: string, rows: readonly NamedRow[], months: readonly string[]): Reconciliation {
  const total = (test: (row: NamedRow) => boolean) => rows.filter(test).reduce((sum, row) => sum + row.n, 0);
  const counts = {
    byPolygon: total((row) => row.inside),
    byName: total((row) => row.named),
    both: total((row) => row.inside && row.named),
    namedButOutside: total((row) => row.named && !row.inside),
    insideButNamedElsewhere: total((row) => row.inside && !row.named && !row.unnamed),
    insideButUnnamed: total((row) => row.inside && row.unnamed),
  };
  const known = new Set(rows.map((row) => row.month));
  return {
    ...counts,
    sentence: sentence(name, counts),
    months: months
      .filter((month) => known.has(month))
      .map((month) => ({
        month,
        byName: total((row) => row.month === month && row.named),
        byPolygon: total((row) => row.month === month && row.inside),
      })),
  };
}

function sentence(name: string, counts: Omit<Reconciliation, "sentence" | "months">): string {
  const text = (n: number) => n.toLocaleString("en-GB");
  const difference = counts.byPolygon - counts.byName;
  const parts = [
    `${text(counts.byName)} incidents are named for ${name} by the publisher's LSOA and ${text(counts.byPolygon)} lie in its polygon.`,
  ];
  const outside = `${text(counts.namedButOutside)} named for ${name} lie outside the polygon`;
  const elsewhere = `${text(counts.insideButNamedElsewhere)} inside it are named for a neighbour`;
  const unnamed = `${text(counts.insideButUnnamed)} inside it carry no name`;
  if (difference === 0 && counts.namedButOutside === 0) parts.push("Both ways agree incident by incident.");
  else if (counts.insideButUnnamed > 0) parts.push(`${outside}, ${elsewhere} and ${unnamed}.`);
  else parts.push(`${outside} and ${elsewhere}.`);
  return parts.join(" ");
}
