import type { SourceList } from "#contract/system.ts";
import { monthLabel, periodLabel } from "#domain/time/months.ts";
import { count, counted, listWords } from "../words.ts";
import { coverageYears, gapRuns, type Period } from "./coverage-months.ts";

type Force = SourceList[number]["forces"][number];

/** Months of one force as a strip (a row per year), with the same in words and the located and unlocated counts. */
export function ForceCoverage({ force, frame }: { force: Force; frame: Period }) {
  const gaps = gapRuns(force.gaps).map(({ from, to }) => periodLabel(from, to));
  const all = force.located + force.unlocated;
  return (
    <div className="ds-force">
      <h4>{force.name}</h4>
      <p>
        {periodLabel(force.from, force.to)}: {counted(force.months, "month", "months")} covered
        {gaps.length === 0 ? ", no gap" : `; missing: ${listWords(gaps)}`}. {count(all)} incidents,{" "}
        {count(force.located)} with a position and {count(force.unlocated)} without.
      </p>
      <CoverageStrip force={force} frame={frame} />
    </div>
  );
}

const STATE_WORDS = { covered: "covered", gap: "missing", outside: "not part of this source" } as const;

function CoverageStrip({ force, frame }: { force: Force; frame: Period }) {
  return (
    <div className="ds-strip" aria-hidden="true">
      {coverageYears(force, frame).map(({ year, months }) => (
        <div key={year} className="ds-strip-year">
          <div className="ds-strip-months">
            {months.map(({ month, state }) => (
              <span key={month} data-state={state} title={`${monthLabel(month)}: ${STATE_WORDS[state]}`} />
            ))}
          </div>
          <span className="ds-strip-label">{year}</span>
        </div>
      ))}
    </div>
  );
}
