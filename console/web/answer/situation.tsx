import { useEffect, useState } from 'react';
import type { AnswerView } from '../../../contracts/answer.ts';
import type { Locale } from '../../../contracts/notification.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './answer.module.css';
import { mapLink } from './map-link.ts';
import { clockTime, timeAgo } from './tell-time.ts';
import type { Words } from './answer-words.ts';
import { fill } from './words.ts';

/** What happened in one sentence, when, and where to go. */
export function Situation({ view, locale, words }: { view: AnswerView; locale: Locale; words: Words }) {
  const now = useMinute();
  const who = view.residents.join(words.listSeparator) || words.somebody;
  const time = clockTime(view.openedAt, view.timezone, locale);
  const isYours = view.keyHolder === view.you.name && view.you.relation === 'key_holder';
  return (
    <>
      <section className={styles.alarm} data-priority={view.state === 'closed' ? 3 : view.priority}>
        <Icon name={view.state === 'closed' ? 'check' : 'warning'} size={28} />
        <div>
          <h1>{fill(words.happened[view.type], { who })}</h1>
          <p>{fill(words.time, { time, ago: timeAgo(view.openedAt, now, locale) ?? words.justNow })}</p>
        </div>
      </section>
      <section className={styles.place} aria-label={words.where}>
        <div>
          <p className={styles.address}>{view.address}</p>
          {view.room !== undefined && <p>{fill(words.room, { room: view.room })}</p>}
          {view.keyHolder !== undefined && (
            <p>{isYours ? words.keyYours : fill(words.key, { name: view.keyHolder })}</p>
          )}
        </div>
        <a
          className={styles.map}
          href={mapLink(view.address, navigator.userAgent)}
          target="_blank"
          rel="noreferrer noopener"
        >
          {words.map}
          <span className="visually-hidden">{words.mapHint}</span>
        </a>
      </section>
    </>
  );
}

function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 20_000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}
