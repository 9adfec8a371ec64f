import type { Channel, Recipient } from '../../../contracts/notification.ts';
import type { Principal } from '../../../contracts/people.ts';

/** What the HTTP API answers, as far as this console reads it. Dates are RFC 3339, birth dates YYYY-MM-DD. */
export interface Session {
  user: Principal;
  csrfToken: string;
}

export interface Page<T> {
  items: T[];
  nextCursor?: string | null;
}

export type { Area, Contact, Device, Home, Resident } from '../../../contracts/home.ts';

/** One reading: `time`, `deviceId`, and the device's own properties. */
export interface Reading {
  time: string | number;
  deviceId: string;
  [property: string]: unknown;
}

export type { Maintenance } from '../../../contracts/maintenance.ts';
export type { Duty } from '../../../contracts/duty.ts';

/** Who would be called when: POST /homes/{id}/escalation-preview. */
export interface EscalationPreview {
  rounds: {
    /** seconds since the alarm */
    after: number;
    calls: {
      recipient: Recipient;
      channel: Channel;
      fallbacks: Channel[];
      /** masked */
      address?: string;
      /** when it would leave: later than the round in quiet hours */
      at: string;
    }[];
    unreachable: { recipient: Recipient; code: string; reason: string }[];
  }[];
  warnings: { code: string; text: string }[];
}

export interface QuarantinedMessage {
  id: string;
  receivedAt: string;
  clientId: string;
  topic: string;
  payload: string;
  code: string;
  detail: string;
}
