/**
 * The `seq` counter of every device. It starts from the clock, so that a simulator that was restarted never
 * uses a number twice, as long as one device says fewer than 1,000 things a second on average.
 */
export function nextSeq(now: () => number = Date.now): (deviceId: string) => number {
  const last = new Map<string, number>();
  return (deviceId) => {
    const seq = Math.max(now(), (last.get(deviceId) ?? 0) + 1);
    last.set(deviceId, seq);
    return seq;
  };
}
