export const resolve = {
  title: 'How did it end?',
  note: 'Note for the record',
  confirm: 'Resolve now',
  choose: 'Choose how it ended.',
  changed: 'Something new happened while you were writing. Read it before you resolve.',
  phoneOff: '{{name}} was sent by telephone. Ring them if they need not come any more.',
  isTold: '{{names}}: told by message that it is over.',
  seen: 'I have read it',
};
