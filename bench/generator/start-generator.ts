import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../../standalone/start-service.ts';
import type { Releasers } from '../side-by-side/with-release.ts';
import type { GeneratorNews, GeneratorOrder } from './generator-messages.ts';

export type GeneratorResult = Extract<GeneratorNews, { news: 'ended' }>;

/** Connections held, and maybe messages sent, by a process of its own. */
export interface Generator {
  readonly pid: number;
  /** Gives the order; nothing is waited for. */
  connect: (order: Omit<Extract<GeneratorOrder, { order: 'connect' }>, 'order'>) => void;
  /** Resolves once everybody is connected. Rejects when not everybody could. */
  connected: () => Promise<void>;
  /** Ends the load, and with it the process. */
  end: () => Promise<GeneratorResult>;
}

/** Resolves once the process is ready to be given its order. */
export async function startGenerator(releasers: Releasers): Promise<Generator> {
  const child = fork(join(ROOT, 'bench', 'generator', 'generator-process.ts'), {
    execArgv: ['--import', 'tsx'],
  });
  releasers.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const failed = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`a generator ended (${signal ?? code})`)));
    child.on('message', (told: GeneratorNews) => {
      if (told.news === 'failed') reject(new Error(told.why));
    });
  });
  failed.catch(() => undefined); // whoever waits next is told
  const next = <News extends GeneratorNews['news']>(news: News) =>
    new Promise<Extract<GeneratorNews, { news: News }>>((resolve) => {
      child.on('message', (told: GeneratorNews) => {
        if (told.news === news) resolve(told as Extract<GeneratorNews, { news: News }>);
      });
    });
  const tell = (order: GeneratorOrder): void => void child.send(order);
  const everybody = next('connected');
  const ended = next('ended');
  await Promise.race([next('ready'), failed]);
  return {
    pid: child.pid ?? 0,
    connect: (order) => tell({ order: 'connect', ...order }),
    connected: async () => void (await Promise.race([everybody, failed])),
    end: async () => {
      tell({ order: 'end' });
      const result = await Promise.race([ended, failed]);
      child.removeAllListeners('exit');
      child.disconnect();
      await once(child, 'exit');
      return result;
    },
  };
}
