import type { AnswerView } from '../../../contracts/answer.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './answer.module.css';
import { fill, type Words } from './words.ts';

/** Who is going already: so that nobody stays because they think that somebody does, or goes for nothing. */
export function WhoHasIt({ view, words }: { view: AnswerView; words: Words }) {
  return (
    <section aria-label={words.who} aria-live="polite" className={styles.who} data-state={view.state}>
      <Icon
        name={view.state === 'waiting' ? 'clock' : view.state === 'closed' ? 'check' : 'person'}
        size={24}
      />
      <ul>
        {linesOf(view, words).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function linesOf({ state, centre, helpers, disposition, answered }: AnswerView, words: Words): string[] {
  if (state === 'closed') return [words.closed, ...(disposition ? [words.disposition[disposition]] : [])];
  if (state === 'waiting') return [words.nobody];
  const people = helpers.map(({ name, relation, stage }) => {
    const person = fill(words.person, { name, relation: words.relation[relation] });
    return fill(words.helper[stage], { person });
  });
  const lines = [...(centre ? [words.centre] : []), ...people];
  // Nobody else: then it is the reader.
  const last = answered.at(-1);
  if (lines.length > 0 || last === undefined) return lines.length > 0 ? lines : [words.centre];
  return [last.answer === 'outcome' ? words.answer.arrived : words.answer[last.answer]];
}
