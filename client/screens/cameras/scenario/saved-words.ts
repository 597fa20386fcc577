/** When something was saved, in London time. */
const FORMAT = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "Europe/London",
});

/** `27 November 2026 at 09:05`. */
export function dayAndTime(iso: string): string {
  return FORMAT.format(new Date(iso));
}
