/**
 * Ways joined end to end into closed rings, as a multipolygon relation of OpenStreetMap means them. Ways are lists of
 * node ids; the order and the direction in which they are listed say nothing.
 * @returns rings that close (first id = last id) and the number of ways left over, which an extract's edge cut open.
 */
export function joinRings(ways: readonly (readonly number[])[]): { rings: number[][]; leftOver: number } {
  const rings: number[][] = [];
  const open: (readonly number[])[] = [];
  for (const way of ways) {
    if (way.length < 2) continue;
    if (way.length > 3 && way[0] === way.at(-1)) rings.push([...way]);
    else open.push(way);
  }
  const byEnd = new Map<number, Set<number>>();
  const used = new Set<number>();
  open.forEach((way, i) => {
    for (const end of endsOf(way)) byEnd.set(end, (byEnd.get(end) ?? new Set()).add(i));
  });
  let leftOver = 0;
  for (const [first, way] of open.entries()) {
    if (used.has(first)) continue;
    used.add(first);
    const ring = [...way];
    let joined = 1;
    for (;;) {
      const end = ring.at(-1) ?? 0;
      if (ring.length > 3 && end === ring[0]) break;
      const next = [...(byEnd.get(end) ?? [])].find((i) => !used.has(i));
      const part = next === undefined ? undefined : open[next];
      if (next === undefined || !part) break;
      used.add(next);
      joined++;
      ring.push(...(part[0] === end ? part : part.toReversed()).slice(1));
    }
    if (ring.length > 3 && ring[0] === ring.at(-1)) rings.push(ring);
    else leftOver += joined;
  }
  return { rings, leftOver };
}

function endsOf(way: readonly number[]): number[] {
  const first = way[0];
  const last = way.at(-1);
  return first === undefined || last === undefined ? [] : [first, last];
}
