/** Numbers and instants as the Data screen writes them: British English, 24-hour clock, Europe/London. */

const COUNT = new Intl.NumberFormat("en-GB");
const INSTANT = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "Europe/London",
});

/** `1,022,291`. */
export function count(n: number): string {
  return COUNT.format(n);
}

/** `1 row`, `32,355 rows`. */
export function counted(n: number, one: string, many: string): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** `20 November 2026, 09:12` on London's clocks; the text itself if it is no instant. */
export function instantWords(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const part = Object.fromEntries(INSTANT.formatToParts(date).map(({ type, value }) => [type, value]));
  return `${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute}`;
}

/** `01 April 2017` for `2017-04-01`; the text itself if it is no date. */
export function dayWords(isoDay: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(isoDay)
    ? (instantWords(`${isoDay}T12:00:00Z`).split(",")[0] ?? isoDay)
    : isoDay;
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
