export type Scalar = number | boolean | string;

/** One thing a device said. */
export interface Property {
  /** as it is stored: sanitised, nested names joined with `_` */
  name: string;
  /** what its meaning is read from: its own name, or with its parent's where its own says nothing (`smoke:0 alarm`) */
  says: string;
  /** null is kept for meaning (`action: null` is a clear) and not stored */
  value: Scalar | null;
  /** false for a nested one: stored only where it has a meaning */
  own: boolean;
}

/** Where the time of a reading comes from. `device` is the native `time`, an identity; `last_seen` is a gateway's. */
export type TimeSource = 'device' | 'last_seen' | 'server';

/** A message as decoded, before anything is known of its device. */
export interface Reading {
  /** epoch ms: the device's where it has a usable one, else the server's */
  at: number;
  timeSource: TimeSource;
  /** the device's clock runs more than 5 min ahead (CONTRACT: server's time is used and the device is marked) */
  clockAhead: boolean;
  /** what the device itself gave as `time`, also when it lies in the future: it still tells two events apart */
  deviceTime?: number | undefined;
  seq?: number | undefined;
  properties: readonly Property[];
  /** the bare-text copy of one property (`…/action`): may repeat what a JSON message says */
  bareText: boolean;
  /** IEEE address in the payload, where the gateway puts it there */
  ieeeAddress?: string | undefined;
  /** core properties whose value is of no use: the message is quarantined, its other properties count all the same */
  wrong: readonly string[];
}

/** Why a message makes no sense; `code` is stable. */
export interface Refusal {
  code: 'not_json' | 'wrong_type';
  detail: string;
}
