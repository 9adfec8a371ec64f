const MAX_REMEMBERED = 20_000;
const MAX_LENGTH = 100;

/**
 * The same few property names come all day: what was worked out for one is remembered. Bounded, because a device
 * that makes up names must not fill the memory.
 */
export function rememberAnswers<T extends NonNullable<unknown>>(
  work: (text: string) => T,
): (text: string) => T {
  const remembered = new Map<string, T>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const answer = work(text);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    if (text.length <= MAX_LENGTH) remembered.set(text, answer);
    return answer;
  };
}
