export const push = {
  on: 'Push messages reach this device',
  off: 'Receive push messages on this device',
  stop: 'No more push messages on this device',
  not_configured: 'Push messages are not set up on this platform.',
  unsupported: 'This browser cannot receive push messages here (they need https).',
  denied: 'Push messages are blocked in the browser’s settings',
  failed: 'Push messages could not be changed: {{detail}}',
};
