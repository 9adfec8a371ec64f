/** What the sweep looks at; a part of `Connection`. */
export interface Listened {
  /** by the clock of `now`, which nobody sets: `performance.now` */
  heardAt: number;
  keepAliveMs: number;
  outstanding: number;
  paused: boolean;
}

/**
 * Whether a client has been silent for one and a half times its keep-alive [MQTT-3.1.2-24].
 *
 * Only silence counts, never our own deafness: while a publish waits for Redis the connection is not read,
 * and its PINGREQ stands in the socket. Aedes' own timer would end thousands of healthy connections and
 * publish their wills, an outage of ours told as one of the devices (DOMAIN rule 6).
 */
export function isSilent(connection: Listened, now: number): boolean {
  if (connection.keepAliveMs === 0 || connection.paused || connection.outstanding > 0) return false;
  return now - connection.heardAt > connection.keepAliveMs * 1.5;
}
