export const resolve = {
  title: 'How did it end?',
  note: 'Note for the record',
  confirm: 'Resolve now',
  choose: 'Choose how it ended.',
  changed: 'Something new happened while you were writing. Read it before you resolve.',
  seen: 'I have read it',
};
