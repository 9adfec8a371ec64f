export const connection = {
  lost: 'NO CONNECTION. What you see is {{time}} old. New alarms do not appear here.',
  lostHint: 'Connecting again by itself. If it stays: use the second workstation or the telephone list.',
  connecting: 'Connecting…',
  restored: 'Connected again. Everything shown is current.',
  stale: 'stale',
  live: 'Live',
};
