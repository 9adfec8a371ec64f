/** Why a connection is closed at the packet level, before anything of it is acted on. */
export interface Violation {
  /** the metric's label */
  reason: 'malformed' | 'too_large';
  /** one sentence for the log, with the clause; never holds what a client sent */
  detail: string;
  /** CONNACK return code to send before closing [MQTT-3.1.4-5] */
  connack?: 1 | 2;
}

export function malformed(detail: string): Violation {
  return { reason: 'malformed', detail };
}
