/** A number as a link that a phone or a headset's program dials. */
export function telLink(phone: string): string {
  return `tel:${phone.replace(/[^+\d*#]/g, '')}`;
}

const PHONE = window.matchMedia('(pointer: coarse)');

/**
 * Dials on a phone. At a desk it does not: without a program that dials, the browser would ask for one in a window
 * that swallows the keys, and the number that the keyboard has chosen is one Enter away (CallForm).
 */
export function dialOnPhone(phone: string | undefined): void {
  if (phone === undefined || !PHONE.matches) return;
  const link = document.createElement('a');
  link.href = telLink(phone);
  link.click();
}
