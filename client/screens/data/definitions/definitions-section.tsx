import { useCategories } from "../../../api/queries.ts";
import { ErrorNotice, Notice, Skeleton } from "../../../ui/notice.tsx";
import { CategoryEntry } from "./category-entry.tsx";
import { categoryTree } from "./category-tree.ts";
import { SumChecks } from "./sum-checks.tsx";

/** What each measure means: its id, unit, source, since when, where it breaks, and whether its parts add up. */
export function DefinitionsSection() {
  const categories = useCategories();
  const { data } = categories;
  return (
    <section className="ds-section">
      <h2 className="ds-h">Definitions</h2>
      <p className="note ds-measure">
        Two series with different definition ids are never drawn as one line without a warning. A break is a
        month from which figures are not like for like with earlier ones.
      </p>
      {categories.isError ? (
        <ErrorNotice error={categories.error} onRetry={() => void categories.refetch()} />
      ) : !data ? (
        <Skeleton lines={8} label="Loading definitions" />
      ) : data.data.length === 0 ? (
        <Notice title="No definitions">
          <p>The server has no category scheme. It is loaded when the server starts; look at its log.</p>
        </Notice>
      ) : (
        <>
          <SumChecks checks={data.sumChecks} categories={data.data} />
          <section className="ds-block">
            <h3>Category tree</h3>
            <ul className="ds-tree">
              {categoryTree(data.data).map((node) => (
                <CategoryEntry key={node.category.id} node={node} />
              ))}
            </ul>
          </section>
        </>
      )}
    </section>
  );
}
