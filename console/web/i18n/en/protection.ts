export const protection = {
  state: {
    protected: 'Protected',
    impaired: 'Partly protected',
    unprotected: 'Not protected',
    maintenance: 'In maintenance',
  },
  reason: {
    never_heard: 'never heard of',
    silent: 'silent for too long',
    offline: 'offline',
    fault: 'reports a fault',
    gateway_down: 'its gateway is not reachable',
    maintenance: 'in test or maintenance',
    low_battery: 'battery low',
    tamper: 'tampered with',
    no_life_safety_device: 'No device that calls for help',
  },
  inRoom: '{{kind}}, {{room}}',
  ofDevice: '{{device}}: {{why}}',
  more: 'and {{count}} more',
};
