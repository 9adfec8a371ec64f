/**
 * The digits by which two ways of writing one telephone number are the same: without spaces, marks and China's
 * country code. For comparing, not for dialling.
 */
export function phoneDigits(written: string): string {
  const bare = written.normalize('NFKC').replaceAll(/[^\d+]/g, '');
  return bare
    .replace(/^(\+|00)86/, '')
    .replace(/^86(?=1\d{10}$)/, '')
    .replaceAll('+', '');
}
