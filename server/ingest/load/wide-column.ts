/** A growing column of 64-bit integers as two halves, the form in which they are written on the wire. */
export class WideColumn {
  hi = new Int32Array(1024);
  lo = new Int32Array(1024);
  length = 0;

  push(value: bigint): void {
    this.pushHalves(Number(BigInt.asIntN(32, value >> 32n)), Number(BigInt.asIntN(32, value)));
  }

  /** `hi` and `lo`: 32 bits each, signed or not. */
  pushHalves(hi: number, lo: number): void {
    if (this.length === this.hi.length) this.#grow();
    this.hi[this.length] = hi;
    this.lo[this.length] = lo;
    this.length++;
  }

  /** @throws RangeError beyond the end. */
  at(index: number): bigint {
    const hi = this.hi[index];
    const lo = this.lo[index];
    if (hi === undefined || lo === undefined || index >= this.length) {
      throw new RangeError(`WideColumn.at: expected 0–${this.length - 1}, got ${index}`);
    }
    return (BigInt(hi) << 32n) | BigInt(lo >>> 0);
  }

  #grow(): void {
    const hi = new Int32Array(this.hi.length * 2);
    const lo = new Int32Array(this.lo.length * 2);
    hi.set(this.hi);
    lo.set(this.lo);
    this.hi = hi;
    this.lo = lo;
  }
}
