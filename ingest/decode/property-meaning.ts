import { nameTokens } from './name-tokens.ts';
import { rememberAnswers } from './remember-answers.ts';

/** Hazards that stay as long as the device says so. */
export type LevelType = 'smoke' | 'gas' | 'water' | 'fall' | 'tamper' | 'fault' | 'low_battery';

/** What a property is about, from its name alone. */
export type NameMeaning =
  | {
      is: 'level';
      type: LevelType;
      /** which hazard or channel of the device: two zones are two hazards, `smoke` and `smoke_state` are one */
      key: string;
      /** 0 and 1 count as flags (for `co` they are ppm) */
      numbers: boolean;
      /** written as ON/OFF it is a setting (`fall_detection`) */
      textIsSetting: boolean;
    }
  | { is: 'sos' }
  | { is: 'heat' }
  | { is: 'generic'; flags: boolean; key: string }
  | { is: 'battery'; key: string }
  | { is: 'battery_ok' }
  | { is: 'external_power' }
  | { is: 'contact'; openWhen: boolean }
  | { is: 'occupancy' }
  | { is: 'action' }
  | { is: 'pressed' }
  | { is: 'test' }
  | { is: 'self_test' }
  | { is: 'nothing' };

/** A property whose name holds one of these is a setting, a command or a measurement, never an alarm. */
const NOT_A_HAZARD: ReadonlySet<string> = words(
  'mode volume duration time timeout timer delay sensitivity threshold switch enable enabled enabling disable disabled ' +
    'silence silenced silent mute muted hush ringtone ring melody buzzer beeper beep siren control setting settings set ' +
    'config configuration max min maximum minimum manual on off interval count counter counts unit units value density ' +
    'concentration ppm ppb lel percent percentage level raw voltage current power energy indicator led light report ' +
    'reports reporting test tests testing self selftest check checking trigger triggers force forced reset linkage link ' +
    'linked interconnect interconnectable calibration brightness range distance temperature temp humidity pressure ' +
    'valve meter consumed consumption preset usage flow heater heating cooling protection last changed next history ' +
    'result code codes id address name version firmware update supported available availability permission automation ' +
    'auto relay output pre prealarm warning order life lifetime limit speed rate schedule location learning cycle ' +
    'remaining index score probability confidence option options function feature display sound resistance capacity ' +
    'order color colour icon type unit dbm units hold repeat repeats password transaction zone_id',
);
const WATER: ReadonlySet<string> = words('leak leaks leakage leaking flood flooding flooded');
const GAS: ReadonlySet<string> = words('gas co methane ch4 lpg propane butane monoxide');
const SOS: ReadonlySet<string> = words('sos panic emergency duress distress mayday');
const FALL: ReadonlySet<string> = words('fall falls fallen falling tumble tumbled');
const TAMPER: ReadonlySet<string> = words(
  'tamper tampered tampering sabotage dismantle dismantled antitamper',
);
const GENERIC: ReadonlySet<string> = words(
  'alarm alarms alert alerts state status active triggered event halo type detector sensor',
);
const SELF_TEST: ReadonlySet<string> = new Set(
  'self_test selftest self_test_result selftest_result self_test_status self_test_state checking_result test_alarm_result test_result test_status test_state halo_test_result self_check'.split(
    ' ',
  ),
);
const TEST: ReadonlySet<string> = new Set(
  'test testing test_in_progress self_checking test_alarm is_test test_active self_test_in_progress testing_in_progress'.split(
    ' ',
  ),
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** Says what a property is about. */
export const propertyMeaning: (name: string) => NameMeaning = rememberAnswers(judge);

function judge(name: string): NameMeaning {
  const { words: said, numbers } = nameTokens(name);
  const plain = said.join('_');
  const has = (set: ReadonlySet<string>) => said.some((word) => set.has(word));
  if (TEST.has(plain)) return { is: 'test' };
  if (SELF_TEST.has(plain)) return { is: 'self_test' };
  if (said.some((word) => word === 'battery' || word === 'bat' || word === 'batt' || word === 'lowbat')) {
    return battery(said, numbers);
  }
  if (
    /^(usb_power|usb|external_power|external_present|charging|charger_connected|ac_power|mains)$/.test(plain)
  ) {
    return { is: 'external_power' };
  }
  const contact = contactMeaning(plain);
  if (contact !== undefined) return contact;
  if (
    /^(occupancy|occupied|presence|motion|moving|movement|pir|motion_detected|presence_detected)$/.test(plain)
  ) {
    return { is: 'occupancy' };
  }
  if (/^(action|click|button_action|button_event|button_state)$/.test(plain)) return { is: 'action' };
  if (
    /^(button|pressed|press|pushed|button_pressed|button_pushed|key_pressed|call|call_button)$/.test(plain)
  ) {
    return { is: 'pressed' };
  }
  if (
    /^(fault|faults|trouble|device_fault|fault_alarm|sensor_fault|hardware_fault|fault_detected)$/.test(plain)
  ) {
    return level('fault', 'fault', { numbers: false });
  }
  const key = (type: string) => (numbers === '' ? type : `${type}.${numbers}`);
  if (isGeneric(said)) {
    return { is: 'generic', flags: said.includes('alarm') || said.includes('triggered'), key: key('alarm') };
  }
  if (has(NOT_A_HAZARD)) return { is: 'nothing' };
  if (has(SOS) || /^(help|help_call|call_for_help|help_button)$/.test(plain)) return { is: 'sos' };
  const textIsSetting = said.includes('detection');
  if (has(TAMPER)) return level('tamper', key('tamper'));
  if (said.includes('smoke') || said.includes('fire')) return level('smoke', key('smoke'), { textIsSetting });
  if (has(GAS) && !said.includes('carbondioxide')) {
    const isCo = said.includes('co') || said.includes('monoxide');
    return level('gas', key(isCo ? 'co' : 'gas'), { numbers: plain !== 'co', textIsSetting });
  }
  if (
    has(WATER) ||
    plain === 'water' ||
    /^water_(alarm|detected|detect|state|status|detection|wet)/.test(plain)
  ) {
    return level('water', waterKey(said, numbers), { textIsSetting });
  }
  // Motion and tumble sensors have a switch of this name; what a fall detector calls an event is never a "detection".
  if (has(FALL)) return textIsSetting ? { is: 'nothing' } : level('fall', key('fall'));
  if (plain === 'heat' || plain === 'heat_alarm' || plain === 'heat_detected') return { is: 'heat' };
  return { is: 'nothing' };
}

/** `alarm`, `alarm_state`, `status`, `event_type`; but `sensor_type: "smoke"` only says what it is. */
function isGeneric(said: readonly string[]): boolean {
  if (said.length === 0 || !said.every((word) => GENERIC.has(word))) return false;
  const describes = said.some((word) => word === 'type' || word === 'sensor' || word === 'detector');
  return !describes || said.some((word) => word === 'alarm' || word === 'alert' || word === 'event');
}

function level(
  type: LevelType,
  key: string,
  { numbers = true, textIsSetting = false }: { numbers?: boolean; textIsSetting?: boolean } = {},
): NameMeaning {
  return { is: 'level', type, key, numbers, textIsSetting };
}

/** `water_leak_both_zones` and `water_leak_zone_2` are hazards of their own. */
function waterKey(said: readonly string[], numbers: string): string {
  const where = said.filter((word) =>
    /^(zone|zones|wire|channel|input|both|left|right|external|probe)$/.test(word),
  );
  return ['water', ...where, ...(numbers === '' ? [] : [numbers])].join('.');
}

function battery(said: readonly string[], numbers: string): NameMeaning {
  const about = said.filter(
    (word) => !/^(battery|bat|batt|channel|sensor|device|smoke|detector|main)$/.test(word),
  );
  const key = numbers === '' ? 'battery' : `battery.${numbers}`;
  const kind = about.join('_');
  if (kind === 'ok' || kind === 'good') return { is: 'battery_ok' };
  if (/^(low|lowbat|low_alarm|alarm|critical|empty|is_low|low_warning)$/.test(kind)) {
    return level('low_battery', key, {});
  }
  if (
    /^(|level|percent|percentage|percentage_remaining|remaining|value|pct|state|status|soc|charge)$/.test(
      kind,
    )
  ) {
    return { is: 'battery', key };
  }
  return { is: 'nothing' };
}

function contactMeaning(plain: string): NameMeaning | undefined {
  if (/^(contact|closed|door_contact|window_contact|contact_state|contact_closed)$/.test(plain)) {
    return { is: 'contact', openWhen: false };
  }
  if (
    /^(open|opened|is_open|opening|contact_open|reed_open|door|window|door_open|window_open|door_state|door_status)$/.test(
      plain,
    )
  ) {
    return { is: 'contact', openWhen: true };
  }
  return undefined;
}
