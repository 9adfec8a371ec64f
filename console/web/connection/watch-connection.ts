export type ConnectionState = 'connecting' | 'live' | 'doubtful' | 'lost';

export interface ConnectionFacts {
  /** Socket.IO says so; it may be wrong for as long as TCP hides a pulled cable */
  connected: boolean;
  /** epoch ms at which anything last came through the socket (heartbeats too) */
  heardAt: number;
  /** epoch ms at which this page began to connect */
  startedAt: number;
  /** a snapshot has arrived since the last loss */
  known: boolean;
  /** it was lost and is not back yet: what is said of a loss stays said, however young the page is */
  lost: boolean;
}

/** After this silence the client asks for a sign of life. */
export const DOUBT_AFTER_MS = 2_500;
/** After this it says the connection is lost: unmistakably, within 5 s, whatever TCP believes. */
export const LOST_AFTER_MS = 4_500;

/** What the operator is told of the connection. `doubtful` is only for the client, which then asks. */
export function watchConnection(facts: ConnectionFacts, now: number): ConnectionState {
  if (!facts.known) return !facts.lost && now - facts.startedAt < LOST_AFTER_MS ? 'connecting' : 'lost';
  if (!facts.connected) return 'lost';
  const silent = now - facts.heardAt;
  if (silent >= LOST_AFTER_MS) return 'lost';
  return silent >= DOUBT_AFTER_MS ? 'doubtful' : 'live';
}
