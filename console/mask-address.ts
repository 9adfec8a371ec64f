/** Enough of an address to recognise it, too little to use it: `138****1234`, `z***@example.org`. */
export function maskPhone(phone: string): string {
  const shown = phone.length >= 11 ? [3, 4] : [0, 2];
  return `${phone.slice(0, shown[0])}****${phone.slice(-(shown[1] ?? 0))}`;
}

export function maskEmail(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 1)}***@${domain}`;
}
