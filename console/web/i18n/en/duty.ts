export const duty = {
  title: 'Duty',
  on: 'On duty until {{time}}',
  off: 'Off duty: you are called only when nobody is on duty',
  unknown: 'Whether you are on duty could not be loaded.',
  until: 'On duty for',
  hours: '{{count}} h',
  start: 'Go on duty',
  stop: 'Go off duty',
};
