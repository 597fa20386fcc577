import { Button } from "../../ui/button.tsx";
import type { Verification } from "../../workers/verify.worker.ts";
import { AnswersTable } from "./answers-table.tsx";
import { ChanceTrial } from "./chance-trial.tsx";
import type { Checked } from "./known-answers/known-answer.ts";
import "./method.css";
import { DIFFERENCES, STATISTICS, type Statistic } from "./statistics.ts";
import { useVerification, type VerificationState } from "./use-verification.ts";

/** Keyboards scroll what has the focus. */
const SCROLLS = { tabIndex: 0 };

/** What is computed, how, and whether this browser reproduces the figures that others have published. */
export function MethodScreen() {
  const verification = useVerification();
  return (
    <div className="method">
      <aside className="method-side" aria-label="Statistics">
        <h1>Method and verification</h1>
        <Total verification={verification} />
        <nav aria-label="Statistics" className="method-nav">
          {STATISTICS.map(({ id, title }) => (
            <a key={id} href={`#${id}`}>
              {title}
            </a>
          ))}
          <a href="#differences">Where other programs differ</a>
        </nav>
      </aside>
      <main className="method-main" id="main" {...SCROLLS}>
        <ChanceTrial trial={verification.result?.chance ?? null} />
        {STATISTICS.map((statistic) => (
          <StatisticSection
            key={statistic.id}
            statistic={statistic}
            answers={answersOf(verification.result, statistic)}
          />
        ))}
        <Differences />
      </main>
    </div>
  );
}

function answersOf(result: Verification | null, { id }: Statistic): Checked[] | null {
  return result ? result.checked.filter(({ statistic }) => statistic === id) : null;
}

/** `178 of 178 known answers reproduced in 0.1 s, just now, in this browser.` */
function Total({ verification }: { verification: VerificationState }) {
  const { result, isRunning, failed, run } = verification;
  const agree = result?.checked.filter(({ agrees }) => agrees).length ?? 0;
  const all = result?.checked.length ?? 0;
  return (
    <div className="method-total" aria-live="polite">
      {failed ? (
        <p>The figures could not be worked out in this browser. Reload the page and try again.</p>
      ) : null}
      {result ? (
        <p>
          <b>
            {agree} of {all} known answers reproduced
          </b>{" "}
          in {(result.checkMs / 1000).toFixed(2)} s, just now, in this browser.
          {agree < all
            ? ` ${all - agree} differ: they are marked below. Do not rely on those statistics.`
            : ""}
        </p>
      ) : failed ? null : (
        <p>Working the known answers…</p>
      )}
      <Button onPress={run} isDisabled={isRunning}>
        {isRunning ? "Working…" : "Run again"}
      </Button>
    </div>
  );
}

function StatisticSection({ statistic, answers }: { statistic: Statistic; answers: Checked[] | null }) {
  const { id, title, definition, defaults, reference } = statistic;
  return (
    <section id={id} className="method-statistic" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <p className="method-answers">{statistic.answers}</p>
      <p className="method-not">
        <b>What it does not say.</b> {statistic.doesNot}
      </p>
      <dl>
        <dt>Definition</dt>
        <dd>
          {definition.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </dd>
        <dt>Defaults</dt>
        <dd>{defaults}</dd>
        <dt>Reference</dt>
        <dd>{reference}</dd>
      </dl>
      <AnswersTable title={title} answers={answers} />
    </section>
  );
}

function Differences() {
  return (
    <section id="differences" className="method-statistic" aria-labelledby="differences-title">
      <h2 id="differences-title">Where other programs differ</h2>
      <p className="method-answers">If another program gives another figure, it is usually one of these.</p>
      <dl>
        {DIFFERENCES.map(({ title, text }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
