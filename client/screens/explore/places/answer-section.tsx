import { type ReactNode, useState } from "react";
import type { Meta } from "#contract/meta.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorNotice, Notice, Skeleton } from "../../../ui/notice.tsx";

type Refusable<T> = { data: T | null; meta: Meta & { refusal: { text: string } | null } };

export type AnswerSectionProps<T> = {
  title: string;
  query: { data: Refusable<T> | undefined; error: unknown; refetch: () => unknown };
  /** Choices that belong to the question. */
  tools?: ReactNode;
  chart: (data: T) => ReactNode;
  /** The same numbers as a table; absent where the chart is a table already. */
  table?: (data: T) => ReactNode;
};

/** One answer of the right panel: on its way, failed, refused with the reason, or shown as chart or table with its method. */
export function AnswerSection<T>({ title, query, tools, chart, table }: AnswerSectionProps<T>) {
  const [asTable, setAsTable] = useState(false);
  const { data: answer, error, refetch } = query;
  const shown = answer?.data ?? null;
  return (
    <section className="answer" aria-label={title}>
      <div className="sum-head">
        <h3>{title}</h3>
        {shown !== null && table ? (
          <Button variant="quiet" aria-pressed={asTable} onPress={() => setAsTable(!asTable)}>
            {asTable ? "Chart" : "Table"}
          </Button>
        ) : null}
      </div>
      {tools}
      {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
      {answer?.meta.refusal ? (
        <Notice title="This cannot be said from these data.">{answer.meta.refusal.text}</Notice>
      ) : null}
      {shown === null ? null : asTable && table ? table(shown) : chart(shown)}
      {answer ? (
        <p className="small-print">
          {shown === null ? null : answer.meta.method}{" "}
          {answer.meta.sources.length > 0
            ? `Source: ${answer.meta.sources.map(({ publisher }) => publisher).join(", ")}.`
            : null}
        </p>
      ) : error ? null : (
        <Skeleton lines={5} label={`Loading ${title}`} />
      )}
    </section>
  );
}
