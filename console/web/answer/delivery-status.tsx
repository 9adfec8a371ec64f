import { useEffect, useRef } from 'react';
import type { AnswerView } from '../../../contracts/answer.ts';
import type { Locale } from '../../../contracts/notification.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './answer.module.css';
import { clockTime } from './tell-time.ts';
import type { Delivery } from './use-answer.ts';
import type { Words } from './answer-words.ts';
import { fill } from './words.ts';

/** Whether what was said has arrived, and what that was. */
export function DeliveryStatus({
  view,
  delivery,
  locale,
  words,
}: {
  view: AnswerView;
  delivery: Delivery;
  locale: Locale;
  words: Words;
}) {
  const box = useRef<HTMLDivElement>(null);
  const isDone = delivery.state === 'done';
  useEffect(() => {
    // The button that was pressed is gone: reading goes on where its answer stands.
    if (isDone) box.current?.focus();
  }, [isDone]);
  const last = view.answered.at(-1);
  const text = textOf(delivery, words);
  return (
    <div ref={box} tabIndex={-1} role="status" className={styles.status} data-state={delivery.state}>
      {text !== undefined && (
        <p className={styles.delivery}>
          <Icon name={isDone ? 'check' : delivery.state === 'sending' ? 'clock' : 'warning'} /> {text}
        </p>
      )}
      {last !== undefined && (
        <p>
          {fill(words.youSaid, {
            answer:
              last.condition !== undefined
                ? words.condition[last.condition]
                : last.answer === 'outcome'
                  ? ''
                  : words.answer[last.answer],
            time: clockTime(last.at, view.timezone, locale),
          })}
        </p>
      )}
    </div>
  );
}

function textOf(delivery: Delivery, words: Words): string | undefined {
  switch (delivery.state) {
    case 'idle':
      return undefined;
    case 'sending':
      return delivery.failures > 0 ? words.retrying : words.sending;
    case 'done':
      return words.result[delivery.result];
    case 'refused':
      return words.refused;
  }
}
