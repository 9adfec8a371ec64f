import cliProgress from 'cli-progress';

const LINE_MS = 5000;

/** A bar where a person watches, else a plain line every five seconds. */
export function replayProgress(options: {
  terminal: NodeJS.WriteStream | undefined;
  total: number;
  say: (line: string) => void;
}): { update: (done: number) => void; stop: () => void } {
  const { terminal, total, say } = options;
  if (terminal === undefined) {
    let said = Date.now();
    return {
      update: (done) => {
        if (Date.now() - said < LINE_MS) return;
        said = Date.now();
        say(`${done} of ${total} acknowledged`);
      },
      stop: () => undefined,
    };
  }
  const bar = new cliProgress.SingleBar({
    stream: terminal,
    format: '{bar} {percentage} %  {value}/{total} acknowledged  {eta_formatted} left',
    hideCursor: true,
  });
  bar.start(total, 0);
  return { update: (done) => bar.update(done), stop: () => bar.stop() };
}
