import type { DeviceKind } from '../../../contracts/device.ts';
import type { MaintenanceMode, MaintenanceScope } from '../../../contracts/maintenance.ts';
import type { Mobility } from '../../../contracts/home.ts';
import type { Channel, Recipient } from '../../../contracts/notification.ts';
import type { Principal, Relation } from '../../../contracts/people.ts';

/** What the HTTP API answers, as far as this console reads it. Dates are RFC 3339, birth dates YYYY-MM-DD. */
export interface Session {
  user: Principal;
  csrfToken: string;
}

export interface Page<T> {
  items: T[];
  nextCursor?: string | null;
}

export interface Area {
  id: string;
  name: string;
  parentId?: string | null;
}

export interface Home {
  id: string;
  areaId: string;
  areaName?: string;
  address: string;
  location?: { lat: number; lng: number };
  timezone?: string;
  /** how to get in; only staff of the area are answered it */
  access?: string | null;
}

export interface Resident {
  id: string;
  name: string;
  birthDate?: string | null;
  phone?: string | null;
  livesAlone?: boolean;
  conditions?: string[];
  mobility?: Mobility | null;
  /** what they speak */
  language?: string | null;
  notes?: string | null;
}

export interface Contact {
  id: string;
  name: string;
  relation: Relation;
  phone?: string | null;
  email?: string | null;
  /** HH:MM in the home's time zone; never applies to life safety */
  quietHours?: { from: string; to: string };
  order: number;
}

export interface Device {
  id: string;
  kind: DeviceKind;
  room?: string | null;
  model?: string | null;
  gatewayId?: string | null;
  friendlyName?: string | null;
}

/** One reading: `time`, `deviceId`, and the device's own properties. */
export interface Reading {
  time: string | number;
  deviceId: string;
  [property: string]: unknown;
}

/** A test or maintenance mode of a home, an area or a device. */
export interface Maintenance {
  id: string;
  scope: MaintenanceScope;
  scopeId: string;
  mode: MaintenanceMode;
  reason: string;
  byName: string;
  startsAt: string;
  endsAt: string;
  /** absent while it runs */
  endedAt?: string;
}

/** A row of the roster. */
export interface Duty {
  startsAt: string;
  endsAt: string;
}

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
