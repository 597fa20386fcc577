import type { Category } from "#contract/categories.ts";
import { monthLabel, periodLabel } from "#domain/time/months.ts";
import { count, dayWords } from "../words.ts";
import type { CategoryNode } from "./category-tree.ts";

/** One category with its definition; those below it are inside. */
export function CategoryEntry({ node }: { node: CategoryNode }) {
  const { category, children } = node;
  return (
    <li className="ds-category">
      <details>
        <summary>
          <span className="ds-category-name">{category.label}</span>
          <span className="ds-category-breaks">
            {category.breaks.map(({ month }) => (
              <span key={month} className="badge badge-warn">
                break {monthLabel(month)}
              </span>
            ))}
          </span>
          <span className="ds-category-n">
            {category.n === 0 ? <span className="sub">none yet</span> : count(category.n)}
            {category.from && category.to ? (
              <span className="sub">{periodLabel(category.from, category.to)}</span>
            ) : null}
          </span>
        </summary>
        <CategoryFacts category={category} />
      </details>
      {children.length > 0 ? (
        <ul className="ds-tree">
          {children.map((child) => (
            <CategoryEntry key={child.category.id} node={child} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function CategoryFacts({ category }: { category: Category }) {
  return (
    <div className="ds-category-facts">
      <p>{category.definition}</p>
      <dl className="ds-facts">
        <div>
          <dt>Definition id</dt>
          <dd>
            <code>{category.definitionId}</code>
          </dd>
        </div>
        <div>
          <dt>Category id</dt>
          <dd>
            <code>{category.id}</code>
          </dd>
        </div>
        <div>
          <dt>Unit</dt>
          <dd>{category.unit}</dd>
        </div>
        <div>
          <dt>Source</dt>
          <dd>{category.source}</dd>
        </div>
        <div>
          <dt>Valid from</dt>
          <dd>{category.validFrom ? dayWords(category.validFrom) : "no stated beginning"}</dd>
        </div>
        <div>
          <dt>Parts</dt>
          <dd>{category.additive ? "add up to it" : "overlap: they do not add up to it"}</dd>
        </div>
      </dl>
      {category.breaks.map(({ month, note }) => (
        <p key={month} className="ds-break">
          <b>{monthLabel(month)}:</b> {note}
        </p>
      ))}
    </div>
  );
}
