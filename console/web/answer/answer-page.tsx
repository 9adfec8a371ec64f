import { useEffect, useState } from 'react';
import type { Locale } from '../../../contracts/notification.ts';
import { chooseLanguage } from '../i18n/language.ts';
import { Icon } from '../shell/icon.tsx';
import { AnswerButtons } from './answer-buttons.tsx';
import styles from './answer.module.css';
import { DeliveryStatus } from './delivery-status.tsx';
import { Situation } from './situation.tsx';
import { useAnswer } from './use-answer.ts';
import { WhoHasIt } from './who-has-it.tsx';
import { WORDS } from './words.ts';

/** Each language is named in itself: who cannot read the present one finds their own. */
const NAMES: Record<Locale, string> = { 'zh-CN': '中文', en: 'English' };
const LOCALES = Object.keys(NAMES) as Locale[];

/** What somebody who was called sees: what happened, where, who has it, and what they can say. */
export function AnswerPage({ token }: { token: string }) {
  const { view, broken, failures, delivery, say } = useAnswer(token);
  const [chosen, choose] = useState<Locale>();
  const locale = chosen ?? view?.locale ?? chooseLanguage(null, navigator.languages);
  const words = WORDS[locale];
  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = words.app;
  }, [locale, words]);

  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <strong>{words.app}</strong>
        <div role="group" aria-label={words.language} className={styles.languages}>
          {LOCALES.map((each) => (
            <button
              key={each}
              type="button"
              lang={each}
              className={styles.language}
              aria-pressed={each === locale}
              onClick={() => {
                choose(each);
              }}
            >
              {NAMES[each]}
            </button>
          ))}
        </div>
      </header>
      <main className={styles.main}>
        {broken !== undefined ? (
          <section className={styles.broken}>
            <Icon name="warning" size={32} />
            <h1>{words.broken[broken].title}</h1>
            <p>{words.broken[broken].text}</p>
          </section>
        ) : view === undefined ? (
          <p role="status" className={styles.loading}>
            {failures > 0 ? words.loadingSlow : words.loading}
          </p>
        ) : (
          <>
            <Situation view={view} locale={locale} words={words} />
            <WhoHasIt view={view} words={words} />
            <DeliveryStatus view={view} delivery={delivery} locale={locale} words={words} />
            <AnswerButtons view={view} busy={delivery.state === 'sending'} words={words} say={say} />
          </>
        )}
      </main>
      <Emergency text={words.emergency} />
    </div>
  );
}

/** The numbers are links: a press calls. */
function Emergency({ text }: { text: string }) {
  const numbers: Record<string, string> = { medical: '120', fire: '119' };
  return (
    <footer className={styles.emergency}>
      {text.split(/\{\{(\w+)\}\}/).map((part, index) => {
        const number = index % 2 === 1 ? numbers[part] : undefined;
        return number === undefined ? (
          part
        ) : (
          <a key={number} href={`tel:${number}`}>
            {number}
          </a>
        );
      })}
    </footer>
  );
}
