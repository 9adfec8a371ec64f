import type { Health, Part } from '../contracts/health.ts';
import type { UplinkLog } from './uplink-log.ts';

export interface BrokerHealthOptions {
  uplink: Pick<UplinkLog, 'state'>;
  /** the last error of the database, while it is away */
  databaseProblem: () => Error | undefined;
  pausedSockets: () => number;
  stopping: () => boolean;
  now?: () => number;
}

/**
 * Whether an alarm sent now would be stored. Redis decides; without PostgreSQL devices that were here before
 * still come in and are heard, so that is a degradation.
 */
export function brokerHealth(options: BrokerHealthOptions): Health {
  const { uplink, databaseProblem, pausedSockets, stopping, now = Date.now } = options;
  const uplinkState = uplink.state(now());
  const redis: Part =
    uplinkState.state === 'ok'
      ? { name: 'redis', state: 'ok' }
      : { name: 'redis', state: 'down', code: uplinkState.code, reason: uplinkState.reason };
  const problem = databaseProblem();
  const postgres: Part =
    problem === undefined
      ? { name: 'postgres', state: 'ok' }
      : {
          name: 'postgres',
          state: 'degraded',
          code: 'unreachable',
          reason: `only devices that connected before are let in: ${problem.message}`,
        };
  const broker = ownPart(redis, pausedSockets(), stopping());
  const parts = [broker, redis, postgres];
  const states = parts.map((part) => part.state);
  const state = states.includes('down') ? 'down' : states.includes('degraded') ? 'degraded' : 'ok';
  return { state, parts };
}

function ownPart(redis: Part, paused: number, stopping: boolean): Part {
  if (stopping) return { name: 'broker', state: 'down', code: 'stopping', reason: 'the broker is stopping' };
  if (redis.state === 'down') {
    return { name: 'broker', state: 'down', code: 'cannot_store', reason: 'uplink cannot be stored' };
  }
  if (paused > 0) {
    return {
      name: 'broker',
      state: 'degraded',
      code: 'paused',
      reason: `${paused} connections wait to be read`,
    };
  }
  return { name: 'broker', state: 'ok' };
}
