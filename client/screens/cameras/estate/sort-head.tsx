export type SortHeadProps<T> = {
  by: T;
  label: string;
  /** What the table is sorted by. */
  sort: T;
  onSort: (by: T) => void;
  /** Texts go up and to the left; figures go down, most first, and to the right. */
  isText?: boolean;
};

/** The head of a column, which sorts by it. */
export function SortHead<T>({ by, label, sort, onSort, isText = false }: SortHeadProps<T>) {
  const order = isText ? "ascending" : "descending";
  return (
    <th scope="col" className={isText ? "" : "num"} aria-sort={sort === by ? order : "none"}>
      <button type="button" className="sort" onClick={() => onSort(by)}>
        {label}
      </button>
    </th>
  );
}
