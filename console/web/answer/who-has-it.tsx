import type { Answer, AnswerView, Helper } from '../../../contracts/answer.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './answer.module.css';
import type { Words } from './answer-words.ts';
import { fill } from './words.ts';

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

function linesOf(view: AnswerView, words: Words): string[] {
  const { state, centre, helpers, disposition, answered } = view;
  if (state === 'closed') return [words.closed, ...(disposition ? [words.disposition[disposition]] : [])];
  const asked = askedOf(view, words);
  if (state === 'waiting') return [...asked, words.nobody];
  const people = helpers.map(({ name, relation, stage }) => {
    const person = fill(words.person, { name, relation: words.relation[relation] });
    return fill(words.helper[stage], { person });
  });
  const mine = stageOf(answered.at(-1)?.answer);
  // First what is asked of the reader: that the centre has it would send them home.
  const lines = [...asked, ...(mine ? [words.you[mine]] : []), ...(centre ? [words.centre] : []), ...people];
  // Taken, but by nobody whom the reader may know of.
  return lines.length > 0 ? lines : [words.centre];
}

function askedOf({ request }: AnswerView, words: Words): string[] {
  if (request === undefined) return [];
  const { byName, instructions } = request;
  return [
    fill(words.asked, { name: byName }),
    ...(instructions === undefined ? [] : [fill(words.todo, { todo: instructions })]),
  ];
}

function stageOf(answer: Answer | undefined): Helper['stage'] | undefined {
  if (answer === 'arrived' || answer === 'outcome') return 'there';
  return answer === 'cannot' ? undefined : answer;
}
