import { generate } from 'mqtt-packet';
import type { DeviceKind } from '../../contracts/device.ts';

const DIGITS = 13;
const HALF = 10_000_000;
const ZERO = 0x30;
const DUP = 0x08;
/** 13 digits, and sought for below: it occurs nowhere else in a packet. */
const SEQ_MARK = '8888888888888';
const TIME_MARK = '9999999999999';

/** A PUBLISH that only lacks its packet identifier, `seq` and `time`: encoding it anew would cost ten times as much. */
export interface PublishTemplate {
  bytes: Buffer;
  idAt: number;
  seqAt: number;
  timeAt: number;
}

/** What a device of a kind says under load: nothing that raises an alarm, except for the buttons. */
function sayings(kind: DeviceKind): readonly string[] {
  switch (kind) {
    case 'sos':
    case 'button':
      return ['"action":"emergency","battery":96'];
    case 'door':
      return ['"contact":false,"battery":91', '"contact":true,"battery":91'];
    case 'motion':
    case 'presence':
      return [
        '"occupancy":true,"battery":88,"linkquality":120',
        '"occupancy":false,"battery":88,"linkquality":120',
      ];
    case 'smoke':
      return ['"smoke":false,"battery":93,"linkquality":97'];
    case 'gas':
      return ['"gas":false,"battery":93,"linkquality":97'];
    case 'water':
      return ['"water_leak":false,"battery":93,"linkquality":97'];
    case 'temperature':
    case 'environment':
      return ['"temperature":21.4,"humidity":48,"battery":84'];
    case 'fall':
    case 'co':
    case 'bed':
    case 'vibration':
    case 'gateway':
    case 'voice':
    case 'other':
      return ['"battery":90,"linkquality":110'];
  }
}

/** What one device says by turns, as PUBLISH packets of QoS 1. */
export function publishTemplates(topic: string, kind: DeviceKind): PublishTemplate[] {
  return sayings(kind).map((properties) => {
    const payload = `{${properties},"seq":${SEQ_MARK},"time":${TIME_MARK}}`;
    const bytes = generate({
      cmd: 'publish',
      topic,
      payload,
      qos: 1,
      messageId: 1,
      dup: false,
      retain: false,
    });
    const payloadAt = bytes.length - payload.length;
    return {
      bytes,
      idAt: payloadAt - 2,
      seqAt: bytes.indexOf(SEQ_MARK, payloadAt),
      timeAt: bytes.indexOf(TIME_MARK, payloadAt),
    };
  });
}

/** Writes one packet into `into` and returns where it ends. `seq` and `time` have 13 digits, as epoch ms do until 2286. */
export function encodePublish(
  template: PublishTemplate,
  message: { packetId: number; seq: number; time: number; attempts: number },
  into: Buffer,
  at: number,
): number {
  into.set(template.bytes, at);
  // [MQTT-3.3.1-1] a re-delivery is marked
  if (message.attempts > 0) into[at] = (into[at] as number) | DUP;
  into[at + template.idAt] = message.packetId >> 8;
  into[at + template.idAt + 1] = message.packetId & 0xff;
  writeDigits(into, at + template.seqAt, message.seq);
  writeDigits(into, at + template.timeAt, message.time);
  return at + template.bytes.length;
}

/** By halves: the engine divides small integers ten times as fast as large ones. */
function writeDigits(into: Buffer, at: number, value: number): void {
  const high = Math.floor(value / HALF);
  let half = value - high * HALF;
  for (let digit = DIGITS - 1; digit > DIGITS - 8; digit--) {
    into[at + digit] = ZERO + (half % 10);
    half = (half / 10) | 0;
  }
  half = high;
  for (let digit = DIGITS - 8; digit >= 0; digit--) {
    into[at + digit] = ZERO + (half % 10);
    half = (half / 10) | 0;
  }
}
