/** A number as a link that a phone or a headset's program dials. */
export function telLink(phone: string): string {
  return `tel:${phone.replace(/[^+\d*#]/g, '')}`;
}

/** Hands a number to whatever dials on this computer, as a press on its link does. */
export function dial(phone: string): void {
  const link = document.createElement('a');
  link.href = telLink(phone);
  link.click();
}
