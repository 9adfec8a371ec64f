/** Says every so often that time has passed: see every-tick.ts. */
self.onmessage = ({ data: everyMs }: MessageEvent<number>) => {
  setInterval(() => {
    self.postMessage(undefined);
  }, everyMs);
};
