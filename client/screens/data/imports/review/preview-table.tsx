import { ScrollRegion } from "../../../../ui/scroll-region.tsx";

export type PreviewTableProps = { columns: readonly string[]; rows: readonly (readonly string[])[] };

/** The first rows as they stand in the file, before anything is read into them. */
export function PreviewTable({ columns, rows }: PreviewTableProps) {
  if (columns.length === 0) {
    return (
      <section className="ds-block">
        <h3>First rows</h3>
        <p className="note">No rows could be read as a table.</p>
      </section>
    );
  }
  return (
    <section className="ds-block">
      <h3>First rows</h3>
      <ScrollRegion className="ds-scroll ds-preview" label="First rows of the file">
        <table className="data-table">
          <caption>
            {rows.length === 1 ? "The first row" : `The first ${rows.length} rows`}, {columns.length} columns,
            as they stand in the file
          </caption>
          <thead>
            <tr>
              <th scope="col" className="num">
                Row
              </th>
              {columns.map((column, at) => (
                <th scope="col" key={at}>
                  {column || "(no name)"}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, line) => (
              <tr key={line}>
                <th scope="row" className="num">
                  {line + 1}
                </th>
                {columns.map((_, at) => (
                  <td key={at}>{row[at] ? row[at] : <span className="ds-blank">blank</span>}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
