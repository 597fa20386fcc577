/**
 * The one SQL client of the app, with the types that values have on the JavaScript side:
 *
 * | PostgreSQL                  | JavaScript                                            |
 * | --------------------------- | ----------------------------------------------------- |
 * | bigint (and count(*))       | bigint                                                |
 * | integer, smallint, double   | number                                                |
 * | date                        | "YYYY-MM-DD" string, never shifted by a time zone     |
 * | timestamptz                 | Date                                                  |
 * | numeric                     | string                                                |
 * | json, jsonb                 | parsed value                                          |
 * | bytea (array_send, …)       | Buffer                                                |
 *
 * Arrays are sent as text: `${arrayLiteral(values)}::bigint[]`.
 */
import postgres from "postgres";
import { guardTransactions } from "./guard-transactions.ts";

type CustomTypes = { bigint: bigint; date: string; timestamptz: Date };

/** A pool of connections. Tagged templates only. */
export type Sql = postgres.Sql<CustomTypes>;
/** A connection inside `sql.begin`. */
export type TransactionSql = postgres.TransactionSql<CustomTypes>;
/** What a query needs: works with a pool and inside a transaction. */
export type Queryable = postgres.ISql<CustomTypes>;

export type EngineName = "external" | "local-cluster" | "embedded";

/** How to reach a database from another thread or process. Plain data: it survives postMessage and JSON. */
export type Connection = {
  engine: EngineName;
  /** Connection string of an external server; null for our own engines. */
  url: string | null;
  /** Folder of the unix socket of our own engines; null for an external server. */
  socketFolder: string | null;
  database: string;
  user: string;
  /** Largest sensible pool. */
  maxConnections: number;
};

const OID_DATE = 1082;
const OID_TIMESTAMP = 1114;
const OID_TIMESTAMPTZ = 1184;

const types = {
  bigint: postgres.BigInt,
  date: {
    to: OID_DATE,
    from: [OID_DATE],
    serialize: (day: unknown) => (day instanceof Date ? day.toISOString().slice(0, 10) : String(day)),
    parse: (day: string) => day,
  },
  timestamptz: {
    to: OID_TIMESTAMPTZ,
    from: [OID_TIMESTAMP, OID_TIMESTAMPTZ],
    serialize: (time: unknown) => (time instanceof Date ? time.toISOString() : String(time)),
    parse: (time: string) => new Date(time),
  },
};

export type ClientOptions = {
  /** Pool size; default the connection's own limit. */
  max?: number;
  onNotice?: (message: string) => void;
  /** Seconds to keep trying to connect (default 10). */
  connectTimeoutS?: number;
  /** Longest time a statement may run, in milliseconds; default no limit on a server. */
  statementTimeoutMs?: number;
};

/** Opens a client on a database that some thread or process has open. End it with `sql.end()`. */
export function connectDatabase(connection: Connection, options: ClientOptions = {}): Sql {
  const settings = {
    types,
    max: options.max ?? connection.maxConnections,
    connect_timeout: options.connectTimeoutS ?? 10,
    onnotice: (notice: postgres.Notice) => options.onNotice?.(notice.message ?? ""),
    connection: {
      application_name: "sightline",
      TimeZone: "UTC",
      ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
    },
  };
  if (connection.url !== null) {
    const { url, socketFolder } = splitSocketFolder(connection.url);
    const place = socketFolder === null ? {} : { host: socketFolder };
    return guardTransactions(postgres(url, { ...settings, ...place }));
  }
  if (connection.socketFolder === null) throw new RangeError("connection: got neither url nor socketFolder");
  return guardTransactions(
    postgres({
      ...settings,
      host: connection.socketFolder,
      port: SOCKET_PORT,
      database: connection.database,
      user: connection.user,
      password: "",
    }),
  );
}

/** `postgres:///name?host=/run/postgresql` names a unix socket, as for psql; postgres.js does not know that form. */
function splitSocketFolder(url: string): { url: string; socketFolder: string | null } {
  const found = /([?&])host=([^&]+)&?/.exec(url);
  const folder = decodeURIComponent(found?.[2] ?? "");
  if (!found || !folder.startsWith("/")) return { url, socketFolder: null };
  return { url: url.replace(found[0], found[1] ?? "").replace(/[?&]$/, ""), socketFolder: folder };
}

/** Number in the name of our unix sockets (`.s.PGSQL.5432`); no TCP port is ever opened. */
export const SOCKET_PORT = 5432;

/** Text form of a one-dimensional array of numbers, to be cast: `${arrayLiteral(ids)}::bigint[]`. */
export function arrayLiteral(values: Iterable<number | bigint | null>): string {
  const parts: string[] = [];
  for (const value of values) parts.push(value === null ? "NULL" : value.toString());
  return `{${parts.join(",")}}`;
}
