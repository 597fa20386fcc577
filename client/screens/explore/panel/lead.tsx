import { BackTestLine } from "../accuracy/back-test-line.tsx";
import "../patterns.css";
import { addMonths, periodLabel } from "#domain/time/months.ts";
import { shareInWords } from "../../../state/format.ts";
import { Skeleton } from "../../../ui/notice.tsx";
import type { LoadedCube } from "../../../workers/cube-messages.ts";
import type { Scope } from "../model/scope.ts";
import { answerSentence, harmSentence, type Sentence } from "../model/sentence.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { beforeOf, gapsIn, harmIn, totalIn } from "../model/view-figures.ts";
import { finding } from "../surfaces/finding.ts";

/** The first thing on the screen: the answer, its comparison and its period. */
export function Lead({ model }: { model: ExploreModel }) {
  const { scope, areaName } = model;
  const { cube } = model.cube;
  if (model.error && !cube) return null;
  if (!scope || !cube || areaName === "") return <Skeleton lines={3} label="Counting" />;
  const n = totalIn(cube, scope.shown);
  if (n === null) {
    return (
      <p className="lead">
        <b>
          {scope.category.label} in {areaName}:
        </b>{" "}
        nothing is known of {periodLabel(scope.shown.from, scope.shown.to)}; no source covers it.
      </p>
    );
  }
  const { strong, rest, note } = sentenceOf(model, scope, cube, n);
  const gaps = gapsIn(cube, scope.shown).length;
  return (
    <section aria-label="Answer">
      <h1 className="lead">
        <b>{strong}</b> {rest}
      </h1>
      <FindingLine model={model} />
      <p className="note lead-note">
        {note}{" "}
        {scope.shown.to > addMonths(scope.data.to, -3)
          ? provisional(cube.metas.flatMap((meta) => meta.caveats))
          : ""}
        {gaps > 0 ? ` ${gaps} of these months have no data.` : ""}
        {harmNote(model)}
      </p>
      <BackTestLine model={model} />
    </section>
  );
}

/** What the surface finds, after the count; paler while it is worked out anew. */
function FindingLine({ model: { cube, noun, harm, isWorking } }: { model: ExploreModel }) {
  const later = cube.answer?.windows[0];
  const found = later ? finding(later, noun.many, harm.used?.weights.unit ?? null) : null;
  if (!found) return null;
  return (
    <p className="lead-finding" data-working={isWorking}>
      <b>{found.strong}</b> {found.rest}
    </p>
  );
}

function sentenceOf({ areaName, harm }: ExploreModel, scope: Scope, cube: LoadedCube, n: number): Sentence {
  const { label: category, unit } = scope.category;
  const before = beforeOf(cube, scope);
  const facts = { category, unit, area: areaName, period: scope.shown, n };
  if (!harm.used) return answerSentence({ ...facts, before });
  const { weights } = harm.used;
  return harmSentence({
    ...facts,
    harm: harmIn(cube, scope.shown, weights),
    harmUnit: weights.unit,
    before: before ? { ...before, harm: harmIn(cube, before.period, weights) } : null,
  });
}

/** What a figure of harm leaves out, and whether anybody has checked its weights; "" by numbers. */
function harmNote({ cube, harm: { used } }: ExploreModel): string {
  const later = cube.answer?.windows[0];
  if (!used || !later?.harm) return "";
  const { weighed } = later.harm;
  const part = weighed < later.total ? ` ${shareInWords(weighed, later.total)} have a weight.` : "";
  return `${part}${used.verified ? "" : " The weights are not verified."}`;
}

function provisional(caveats: readonly { code: string; text: string }[]): string {
  return caveats.find((caveat) => caveat.code.includes("provisional"))?.text ?? "";
}
