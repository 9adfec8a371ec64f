import { useState } from 'react';
import type { Answer, AnswerBody, AnswerView } from '../../../contracts/answer.ts';
import styles from './answer.module.css';
import type { Words } from './answer-words.ts';

export interface AnswerButtonsProps {
  view: AnswerView;
  busy: boolean;
  words: Words;
  say: (body: AnswerBody) => void;
}

/** What can be said now: the likeliest is the primary button, as wide as the screen. */
export function AnswerButtons({ view, busy, words, say }: AnswerButtonsProps) {
  const [note, setNote] = useState('');
  const { possible, conditions, answered, state } = view;
  if (state === 'closed') return null;
  if (possible.length === 0) return <p>{words.nothingLeft}</p>;
  // Once it is told how she is, nothing is the likeliest thing to say.
  const isReported = answered.at(-1)?.answer === 'outcome';
  const withNote = note.trim() === '' ? {} : { note: note.trim() };
  const bodies: AnswerBody[] = possible.flatMap((answer): AnswerBody[] =>
    answer === 'outcome'
      ? conditions.map((condition) => ({ answer, condition, ...withNote }))
      : [{ answer, ...withNote }],
  );
  const press = (body: AnswerBody): void => {
    if (busy) return;
    say(body);
    setNote('');
  };
  return (
    <section className={styles.answers} aria-labelledby="ask">
      <h2 id="ask">{questionOf(view, words)}</h2>
      {possible.includes('outcome') && (
        <label className={styles.note}>
          {words.note}
          <textarea
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => {
              setNote(event.currentTarget.value);
            }}
          />
        </label>
      )}
      <div className={styles.buttons}>
        {bodies.map((body, index) => (
          <button
            key={body.answer === 'outcome' ? body.condition : body.answer}
            type="button"
            className={styles.button}
            data-kind={index === 0 && !isReported ? 'primary' : 'quiet'}
            data-answer={body.answer === 'outcome' ? body.condition : body.answer}
            aria-disabled={busy || undefined}
            onClick={() => {
              press(body);
            }}
          >
            {labelOf(body, answered.at(-1)?.answer, words)}
          </button>
        ))}
      </div>
    </section>
  );
}

function questionOf({ possible, answered }: AnswerView, words: Words): string {
  if (answered.at(-1)?.answer === 'outcome') return words.askChanged;
  if (possible.includes('outcome')) return words.askOutcome;
  return answered.length > 0 ? words.askNext : words.ask;
}

function labelOf(body: AnswerBody, last: Answer | undefined, words: Words): string {
  if (body.answer === 'outcome') return words.condition[body.condition];
  return body.answer === 'going' && last === 'going' ? words.stillGoing : words.answer[body.answer];
}
