/**
 * Joins those who ask for the same while it is being read: after a restart in a storm every screen asks for ten
 * thousand incidents at once. Whoever asks gets what was read after they asked, never what was begun before: a change
 * in between was told before they listened.
 * @returns an asker; `key` says what is the same
 */
export function shareReads<Answer>(): (key: string, read: () => Promise<Answer>) => Promise<Answer> {
  const running = new Map<string, Promise<Answer>>();
  const next = new Map<string, Promise<Answer>>();

  const start = (key: string, read: () => Promise<Answer>): Promise<Answer> => {
    const answer = read().finally(() => {
      if (running.get(key) === answer) running.delete(key);
    });
    running.set(key, answer);
    return answer;
  };

  return (key, read) => {
    const waiting = next.get(key);
    if (waiting !== undefined) return waiting;
    const before = running.get(key);
    if (before === undefined) return start(key, read);
    const after = before
      .catch(() => undefined) // whoever asked for that one is told
      .then(() => {
        next.delete(key);
        return start(key, read);
      });
    next.set(key, after);
    return after;
  };
}
