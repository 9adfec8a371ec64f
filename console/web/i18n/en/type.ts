export const type = {
  sos: 'Help call',
  fall: 'Fall',
  smoke: 'Smoke',
  gas: 'Gas',
  water: 'Water leak',
  inactivity: 'No sign of life',
  door: 'Door',
  tamper: 'Tampered with',
  offline: 'Device silent',
  low_battery: 'Battery low',
  fault: 'Device fault',
};
