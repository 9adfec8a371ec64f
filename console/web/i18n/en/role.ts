export const role = {
  admin: 'Administrator',
  supervisor: 'Shift lead',
  operator: 'Operator',
  installer: 'Installer',
  family: 'Family',
};
