export const quarantine = {
  title: 'Quarantine',
  hint: 'Messages that were stored but make no sense. Nothing here has been lost; each tells of a device to look at.',
  none: 'Nothing in quarantine.',
  failed: 'The quarantine could not be loaded.',
  at: 'Arrived',
  client: 'From',
  topic: 'Topic',
  why: 'Why',
  payload: 'What it said',
};
