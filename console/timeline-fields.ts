/** A field of InfluxDB as it is called there, and how its values are to be taken. */
export interface TimelineField {
  /** with the ending of its type (docs/decisions/0007) */
  field: string;
  as: 'number' | 'flag' | 'text';
  /** of a door: what a true means */
  openWhen?: boolean;
}

export interface TimelineFields {
  motion: TimelineField[];
  contact: TimelineField[];
  battery: TimelineField[];
  linkquality: TimelineField[];
  temperature: TimelineField[];
}

const MOTION = /^(occupancy|occupied|presence|motion|moving|movement|pir|motion_detected|presence_detected)$/;
const CLOSED_WHEN_TRUE = /^(contact|closed|door_contact|window_contact|contact_state|contact_closed)$/;
const OPEN_WHEN_TRUE =
  /^(open|opened|is_open|opening|contact_open|reed_open|door|window|door_open|window_open|door_state|door_status)$/;
const BATTERY = /^(battery|batt|battery_(percent|percentage|percentage_remaining|level|remaining|pct))$/;
const LINKQUALITY = /^(linkquality|link_quality|lqi)$/;
const TEMPERATURE = /^(temperature|temp|room_temperature|local_temperature)$/;

/** Which of the fields that a home has speak of what a timeline shows. Pure. */
export function timelineFields(names: readonly string[]): TimelineFields {
  const fields: TimelineFields = { motion: [], contact: [], battery: [], linkquality: [], temperature: [] };
  for (const field of names) {
    const plain = field
      .replace(/:[bs]$/, '')
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase();
    const as = field.endsWith(':b') ? 'flag' : field.endsWith(':s') ? 'text' : 'number';
    if (MOTION.test(plain)) fields.motion.push({ field, as });
    else if (CLOSED_WHEN_TRUE.test(plain)) fields.contact.push({ field, as, openWhen: false });
    else if (OPEN_WHEN_TRUE.test(plain)) fields.contact.push({ field, as, openWhen: true });
    else if (as !== 'number') continue;
    else if (BATTERY.test(plain)) fields.battery.push({ field, as });
    else if (LINKQUALITY.test(plain)) fields.linkquality.push({ field, as });
    else if (TEMPERATURE.test(plain)) fields.temperature.push({ field, as });
  }
  return fields;
}

const YES = /^(true|on|yes|1|active|detected|motion|moving|occupied|presence|present)$/i;

/** Whether a value of a motion field says that somebody is there. */
export function saysMotion(value: unknown): boolean {
  if (typeof value === 'number') return value > 0;
  return typeof value === 'string' ? YES.test(value.trim()) : value === true;
}

/** Whether a value of a contact field says that the door is open; undefined when it says neither. */
export function saysOpen(value: unknown, openWhen: boolean): boolean | undefined {
  if (typeof value === 'boolean') return value === openWhen;
  const text = String(value).trim().toLowerCase();
  if (/^(open|opened)$/.test(text)) return true;
  if (/^(close|closed|shut)$/.test(text)) return false;
  if (/^(true|1|on)$/.test(text)) return openWhen;
  return /^(false|0|off)$/.test(text) ? !openWhen : undefined;
}
