import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../../../contracts/search.ts';
import { audit } from '../i18n/en/audit.ts';
import { HitLine } from '../palette/hit-line.tsx';
import { useSearch } from '../palette/use-search.ts';
import { BigButton } from '../shell/big-button.tsx';
import styles from './audit.module.css';
import type { AuditSearch } from './audit-search.ts';
import { useActors } from './use-audit.ts';
import { useAuditWords } from './use-audit-words.ts';

/** Who, what, about whom and when: each narrows what is shown, and stands in the page's address. */
export function AuditFilters({
  search,
  onChange,
}: {
  search: AuditSearch;
  onChange: (search: AuditSearch) => void;
}) {
  const { t } = useTranslation();
  const words = useAuditWords();
  const actors = useActors();
  const set = (changes: Partial<Record<keyof AuditSearch, string>>) => {
    onChange({ ...search, ...changes });
  };
  const about = search.subject ?? (search.homeId === undefined ? undefined : `home:${search.homeId}`);
  return (
    <div role="search" aria-label={t('audit.filters')} className={styles.filters}>
      <NativeSelect
        size="md"
        label={t('audit.actor')}
        value={search.actor ?? ''}
        onChange={(event) => {
          set({ actor: event.currentTarget.value });
        }}
        data={[
          { value: '', label: t('audit.anyone') },
          { value: 'system', label: t('audit.system') },
          { value: 'anonymous', label: t('audit.anonymous') },
          ...actors.map(({ id, name }) => ({ value: id, label: name })),
          ...(search.actor === undefined || known(search.actor, actors)
            ? []
            : [{ value: search.actor, label: words.actor({ actor: search.actor }) }]),
        ]}
      />
      <NativeSelect
        size="md"
        label={t('audit.action')}
        value={search.action ?? ''}
        onChange={(event) => {
          set({ action: event.currentTarget.value });
        }}
        data={[
          { value: '', label: t('audit.anything') },
          ...Object.entries(audit.does).map(([thing, does]) => ({
            group: words.thing(thing),
            items: [
              { value: `${thing}.`, label: t('audit.allOf', { thing: words.thing(thing) }) },
              ...Object.keys(does).map((what) => ({
                value: `${thing}.${what}`,
                label: words.action(`${thing}.${what}`),
              })),
            ],
          })),
        ]}
      />
      <When
        label={t('audit.from')}
        value={search.from}
        onChange={(from) => {
          set({ from });
        }}
      />
      <When
        label={t('audit.to')}
        value={search.to}
        onChange={(to) => {
          set({ to });
        }}
      />
      {about === undefined ? (
        <About
          onChoose={(hit) => {
            set(hit.kind === 'home' ? { homeId: hit.id } : { subject: `${hit.kind}:${hit.id}` });
          }}
        />
      ) : (
        <p className={styles.only}>
          <span>{t('audit.only', { what: words.subject({ subject: about, detail: {} }) })}</span>
          <BigButton
            onClick={() => {
              set({ subject: '', homeId: '' });
            }}
          >
            {t('audit.everything')}
          </BigButton>
        </p>
      )}
    </div>
  );
}

function known(actor: string, actors: readonly { id: string }[]): boolean {
  return actor === 'system' || actor === 'anonymous' || actors.some(({ id }) => id === actor);
}

/** A moment by the clock of this computer, as its field writes it: `2026-03-01T08:00`. */
function When({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (at: string) => void;
}) {
  const at = value === undefined ? undefined : new Date(value);
  const local =
    at === undefined || Number.isNaN(at.getTime())
      ? ''
      : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  return (
    <TextInput
      size="md"
      type="datetime-local"
      label={label}
      value={local}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        onChange(typed === '' ? '' : new Date(typed).toISOString());
      }}
    />
  );
}

/** Finds the person, home or device that it is about, as the palette does. */
function About({ onChoose }: { onChoose: (hit: SearchHit) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { items } = useSearch(typed);
  return (
    <div className={styles.about}>
      <TextInput
        size="md"
        type="search"
        autoComplete="off"
        label={t('audit.about')}
        placeholder={t('audit.aboutPlaceholder')}
        maxLength={100}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
      />
      <ul className={styles.hits}>
        {items.map((hit) => (
          <li key={`${hit.kind}-${hit.id}`}>
            <button
              type="button"
              className={styles.hit}
              onClick={() => {
                onChoose(hit);
              }}
            >
              <HitLine hit={hit} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
