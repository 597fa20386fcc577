/**
 * Keeps a lost connection from ending the process.
 *
 * When a connection closes inside `sql.begin`, postgres.js 3.4 still writes the transaction's next query (its own
 * ROLLBACK at least) to the socket that is gone: an uncaught TypeError, and a connection that never recovers. Here
 * nothing more is sent once the connection is known to be lost; `begin` itself rejects, as it should.
 */
import type { Sql, TransactionSql } from "./sql.ts";

type Link = { isLost: boolean };

/** The same client with transactions that survive the loss of their connection (by failing). */
export function guardTransactions(sql: Sql): Sql {
  return new Proxy(sql, {
    get(target, name) {
      if (name === "begin") return (...args: unknown[]) => guardedBegin(target, args);
      return Reflect.get(target, name);
    },
  });
}

function guardedBegin(sql: Sql, args: readonly unknown[]): Promise<unknown> {
  const link: Link = { isLost: false };
  const running: Promise<unknown> = Reflect.apply(sql.begin, sql, guardWork(args, link));
  running.catch(() => {
    link.isLost = true;
  });
  return running;
}

function guardWork(args: readonly unknown[], link: Link): unknown[] {
  return args.map((arg) =>
    typeof arg === "function" ? (tx: TransactionSql) => runWork(arg, watch(tx, link), link) : arg,
  );
}

/** Never settles once the connection is lost: settling would make postgres.js write to it. */
async function runWork(work: CallableFunction, tx: TransactionSql, link: Link): Promise<unknown> {
  try {
    const outcome: unknown = Reflect.apply(work, undefined, [tx]);
    const result = await (Array.isArray(outcome) ? Promise.all(outcome) : outcome);
    if (!link.isLost) return result;
  } catch (error) {
    if (!link.isLost && !isConnectionLoss(error)) throw error;
    link.isLost = true;
  }
  return new Promise(() => undefined);
}

function watch(tx: TransactionSql, link: Link): TransactionSql {
  return new Proxy(tx, {
    apply(target, self, args) {
      assertLinked(link);
      return Reflect.apply(target, self, args);
    },
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        assertLinked(link);
        return Reflect.apply(member, target, name === "savepoint" ? guardWork(args, link) : args);
      };
    },
  });
}

function assertLinked(link: Link): void {
  if (link.isLost)
    throw new Error("The connection to the database was lost; the transaction was rolled back.");
}

function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  const severity = "severity" in error ? error.severity : "";
  return severity === "FATAL" || severity === "PANIC" || /^(CONNECTION_|ECONN|EPIPE)/.test(code);
}
