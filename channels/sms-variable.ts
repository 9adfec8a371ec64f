/** A variable of a notification template takes 1 to 35 characters; a longer one loses the whole message (isv.PARAM_LENGTH_LIMIT). */
export const SMS_VARIABLE_MAX = 35;

/**
 * A value that Aliyun takes as a template variable. Of an address the end is kept where it is Chinese: street, house
 * and door stand there, and the district in front is the one everybody knows. Elsewhere the beginning is.
 * Marks that cannot stand in a text message become spaces.
 */
export function smsVariable(value: string): string {
  const plain = value
    .replaceAll(/[\s\p{Cc}【】<>{}]+/gu, ' ')
    .trim()
    .normalize('NFC');
  const characters = Array.from(plain);
  if (characters.length <= SMS_VARIABLE_MAX) return plain || '-';
  const kept = /\p{Script=Han}/u.test(plain)
    ? characters.slice(-SMS_VARIABLE_MAX)
    : characters.slice(0, SMS_VARIABLE_MAX);
  return kept.join('').trim();
}
