export const password = {
  title: 'Change my password',
  of: '{{name}}, user name {{username}}',
  current: 'Current password',
  new: 'New password',
  again: 'New password once more',
  same: 'This is the password you have now. Choose another one.',
  differs: 'The two do not agree. Type the new password again.',
  save: 'Change the password',
  ends: 'You stay logged in here. Wherever else you are logged in, you are logged out at once.',
  changed_one: 'Your password has been changed. {{count}} other log-in of yours has ended.',
  changed_other: 'Your password has been changed. {{count}} other log-ins of yours have ended.',
};
