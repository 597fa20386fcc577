/**
 * Cell counts as an Arrow IPC stream, which Python, R and DuckDB read without a parser of ours. The schema's
 * metadata holds `meta` as JSON, and for a cube also `cells`, `flags`, `centreInside`, `areaM2`, `months` and `monthStates`, which
 * say what the rows leave out: cells and months without incidents.
 */
import type { Data, Dictionary, Float64, Int32, Utf8 } from "apache-arrow";
import type { Meta } from "#contract/meta.ts";
import type { CellRows, CubeColumns } from "../use-cases/count-cells.ts";
import type { Body } from "./dataset-answer.ts";

export const ARROW_TYPE = "application/vnd.apache.arrow.stream";

/** Columns cell, n, flag. */
export async function rowsAsArrow({ data, meta }: CellRows): Promise<Body> {
  const flags = ["inside", "edge", "buffer"];
  const cells = data.map((row) => row.cell);
  return encodeArrow(
    {
      cell: { words: cells, index: Int32Array.from(cells, (_, i) => i) },
      n: Int32Array.from(data, (row) => row.n),
      flag: { words: flags, index: Int32Array.from(data, (row) => flags.indexOf(row.flag)) },
    },
    { meta: JSON.stringify(meta) },
  );
}

/** Columns cell, month, category, n: one row for each entry of the cube. */
export async function cubeAsArrow(data: CubeColumns, meta: Meta): Promise<Body> {
  return encodeArrow(
    {
      cell: { words: data.cells, index: data.cellIndex },
      month: { words: data.months, index: data.monthIndex },
      category: { words: data.categories, index: data.categoryIndex },
      n: data.n,
    },
    {
      meta: JSON.stringify(meta),
      cells: JSON.stringify(data.cells),
      flags: JSON.stringify(data.flags),
      centreInside: JSON.stringify(data.centreInside),
      areaM2: JSON.stringify(data.areaM2),
      months: JSON.stringify(data.months),
      monthStates: JSON.stringify(data.monthStates),
    },
  );
}

/** NaN in a Float64Array is sent as null. */
type Column = Int32Array | Float64Array | { words: readonly string[]; index: Int32Array };

/** Columns as one Arrow table, with texts in its schema's metadata. */
export async function encodeArrow(
  columns: Record<string, Column>,
  metadata: Record<string, string>,
): Promise<Body> {
  const arrow = await import("apache-arrow");
  const children: Data<Int32 | Float64 | Dictionary<Utf8, Int32>>[] = [];
  const fields = Object.entries(columns).map(([name, column], id) => {
    if (column instanceof Int32Array) {
      const data = arrow.makeData({
        type: new arrow.Int32(),
        length: column.length,
        nullCount: 0,
        data: column,
      });
      children.push(data);
      return new arrow.Field(name, data.type, false);
    }
    if (column instanceof Float64Array) {
      const { nullBitmap, nullCount } = nullsOf(column);
      const type = new arrow.Float64();
      children.push(arrow.makeData({ type, length: column.length, nullCount, nullBitmap, data: column }));
      return new arrow.Field(name, type, true);
    }
    const type = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32(), id, false);
    const dictionary = arrow.vectorFromArray([...column.words], new arrow.Utf8());
    children.push(
      arrow.makeData({ type, length: column.index.length, nullCount: 0, data: column.index, dictionary }),
    );
    return new arrow.Field(name, type, false);
  });
  const schema = new arrow.Schema(fields, new Map(Object.entries(metadata)));
  const length = children[0]?.length ?? 0;
  const type = new arrow.Struct(fields);
  const batch = new arrow.RecordBatch(schema, arrow.makeData({ type, length, nullCount: 0, children }));
  const bytes = arrow.tableToIPC(new arrow.Table(schema, batch), "stream");
  return { type: ARROW_TYPE, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** One bit per figure, lowest first: 1 = there is one. */
function nullsOf(column: Float64Array): { nullBitmap: Uint8Array; nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(column.length / 8));
  let nullCount = 0;
  for (const [i, figure] of column.entries()) {
    if (Number.isNaN(figure)) nullCount++;
    else nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return { nullBitmap, nullCount };
}
