/**
 * Straight walls as seen from one point, in polar form: the distance to a line in direction θ is c ÷ (n·u(θ)), so that
 * its inverse is a sinusoid of θ. Two different lines therefore cross at most once within half a turn, which makes
 * every comparison over a range of directions exact from its two ends.
 */

/** Lines by number: normal and offset, so that nx·x + ny·y = c with c > 0. Numbers below 0 are special. */
export class SightLines {
  #nx = new Float64Array(256);
  #ny = new Float64Array(256);
  #c = new Float64Array(256);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds the line through two points (x, y about the viewer). @returns its number, or −1 if it passes through the viewer. */
  addThrough(x1: number, y1: number, x2: number, y2: number): number {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const cross = x1 * y2 - x2 * y1;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0 || Math.abs(cross) <= 1e-12 * length) return -1;
    const sign = cross > 0 ? 1 : -1;
    return this.#push((sign * dy) / length, (-sign * dx) / length, Math.abs(cross) / length);
  }

  /** The same line `factor` times as far away. */
  addScaled(line: number, factor: number): number {
    return this.#push(this.#nx[line] ?? 0, this.#ny[line] ?? 0, (this.#c[line] ?? 0) * factor);
  }

  /** Distance in direction (cos, sin); Infinity where the line is never met. */
  distance(line: number, cos: number, sin: number): number {
    const along = (this.#nx[line] as number) * cos + (this.#ny[line] as number) * sin;
    return along <= 0 ? Number.POSITIVE_INFINITY : (this.#c[line] as number) / along;
  }

  /** Least distance of the whole line. */
  nearest(line: number): number {
    return this.#c[line] ?? Number.NaN;
  }

  /** Direction in which two lines are equally far, within half a turn after `from`; NaN if there is none. */
  crossing(a: number, b: number, from: number): number {
    const ca = this.#c[a] ?? 1;
    const cb = this.#c[b] ?? 1;
    const cosPart = (this.#nx[a] ?? 0) / ca - (this.#nx[b] ?? 0) / cb;
    const sinPart = (this.#ny[a] ?? 0) / ca - (this.#ny[b] ?? 0) / cb;
    if (cosPart === 0 && sinPart === 0) return Number.NaN;
    return within(Math.atan2(-cosPart, sinPart), from);
  }

  /** The two directions in which a line is `radius` away, as an angle either side of the foot; null if it is not. */
  onCircle(line: number, radius: number): { foot: number; spread: number } | null {
    const ratio = (this.#c[line] ?? 0) / radius;
    if (ratio > 1) return null;
    return { foot: Math.atan2(this.#ny[line] ?? 0, this.#nx[line] ?? 0), spread: Math.acos(ratio) };
  }

  #push(nx: number, ny: number, c: number): number {
    if (this.#count === this.#c.length) this.#grow();
    const line = this.#count++;
    this.#nx[line] = nx;
    this.#ny[line] = ny;
    this.#c[line] = c;
    return line;
  }

  #grow(): void {
    const wider = (from: Float64Array) => {
      const to = new Float64Array(2 * from.length);
      to.set(from);
      return to;
    };
    this.#nx = wider(this.#nx);
    this.#ny = wider(this.#ny);
    this.#c = wider(this.#c);
  }
}

/** The same direction modulo half a turn, moved into [from, from + π). */
function within(angle: number, from: number): number {
  const over = (angle - from) % Math.PI;
  return from + (over < 0 ? over + Math.PI : over);
}
