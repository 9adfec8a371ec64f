let skew = 0;

/** Called with what an answer of the platform said of its clock (clockSkew). */
export function setClockSkew(ms: number): void {
  skew = ms;
}

/** Epoch ms by the platform's clock: the one every time on the screen is measured with. */
export function platformNow(): number {
  return Date.now() + skew;
}
