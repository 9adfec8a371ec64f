import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { forgetPid, notePid } from './pid-files.ts';

export interface ProgramOptions {
  name: string;
  command: string;
  args: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** Where the pid is noted while the program runs, so that a later start finds it after a crash of ours. */
  pidFile?: string;
  onLine?: (line: string) => void;
  stopSignal?: NodeJS.Signals;
  /** How long it may take to stop before it is killed. */
  graceMs?: number;
}

/** A child process that runs. */
export interface Running {
  readonly name: string;
  readonly pid: number;
  /** Resolves with the reason ("exit code 1", "signal SIGKILL") once it has ended; never rejects. */
  readonly exited: Promise<string>;
  /** The last lines it said, for the message that explains its death. */
  lastLines(): string[];
  kill(signal: NodeJS.Signals): void;
  /** Asks it to end, waits, and kills it if it does not. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts a child in a process group of its own: a Ctrl-C in the terminal must reach only us,
 * because we stop the parts in an order.
 */
export async function startProgram(options: ProgramOptions): Promise<Running> {
  const { name, command, args, onLine, pidFile, stopSignal = 'SIGTERM', graceMs = 15_000 } = options;
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  const { cwd, env, uid, gid } = options;
  const child = spawn(command, args, {
    stdio,
    detached: true,
    ...(cwd !== undefined && { cwd }),
    ...(env !== undefined && { env }),
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  });
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > 20) tail.shift();
      onLine?.(line);
    });
  }
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      if (pidFile !== undefined) forgetPid(pidFile);
      resolve(signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`);
    });
  });
  await once(child, 'spawn').catch((cause: Error) => {
    throw new Error(`${name} could not be started: ${command}: ${cause.message}`, { cause });
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${name} could not be started: ${command} got no process id`);
  child.on('error', () => undefined); // a failed kill of a process that is gone
  if (pidFile !== undefined) notePid(pidFile, pid);

  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  const stop = async () => {
    kill(stopSignal);
    const hard = setTimeout(() => kill('SIGKILL'), graceMs);
    await exited;
    clearTimeout(hard);
  };
  return { name, pid, exited, lastLines: () => [...tail], kill, stop };
}
