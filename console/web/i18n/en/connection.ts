export const connection = {
  lost: 'NO CONNECTION. New alarms do not appear here.',
  asOf: 'What you see is as of {{time}}.',
  age: '{{time}} ago',
  tab: 'NO CONNECTION',
  asOfShort: 'as of {{time}}',
  lostHint: 'Connecting again by itself. If it stays: use the second workstation or the telephone list.',
  connecting: 'Connecting…',
  restored: 'Connected again. Everything shown is current.',
  stale: 'stale',
  live: 'Live',
};
