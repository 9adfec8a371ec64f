import { Modal } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useId, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorWords } from '../shell/error-words.tsx';
import { hitPath } from './hit-path.ts';
import { HitLine } from './hit-line.tsx';
import { matchCommands } from './match-commands.ts';
import { PaletteItem } from './palette-item.tsx';
import type { PaletteRegistry } from './palette-registry.ts';
import { sectionsOf, type Item } from './palette-sections.ts';
import styles from './palette.module.css';
import { usePageCommands } from './use-page-commands.ts';
import { useScreenCommands } from './use-screen-commands.ts';
import { useSearch } from './use-search.ts';

/** One field for everything: what can be done, every page, and whoever and whatever is in the register. */
export function Palette({ registry, onClose }: { registry: PaletteRegistry; onClose: () => void }) {
  const { t } = useTranslation();
  const { history } = useRouter();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string>();
  const announced = useSyncExternalStore(registry.listen, registry.read);
  const found = useSearch(typed);
  const pages = usePageCommands();
  const screen = useScreenCommands();
  const sections = sectionsOf({
    commands: {
      incidentActions: matchCommands(
        announced.filter(({ group }) => group === 'incident'),
        typed,
      ),
      pages: matchCommands(pages, typed),
      screen: matchCommands([...announced.filter(({ group }) => group === 'screen'), ...screen], typed),
    },
    hits: found.items,
    typed: typed.trim() !== '',
  });
  const items = sections.flatMap((section) => section.items);
  // What was chosen may have gone with the next letter: then the first, so that Enter does what is seen.
  const at = Math.max(
    0,
    items.findIndex(({ key }) => key === chosen),
  );
  const active = items[at];

  const run = (item: Item) => {
    onClose();
    if (item.kind === 'command') item.command.run();
    else history.push(hitPath(item.hit));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter and the arrows are its own.
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = items[(at + step + items.length) % Math.max(1, items.length)];
      setChosen(next?.key);
      if (next) document.getElementById(`${id}-${next.key}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && active && !found.waiting) {
      event.preventDefault();
      run(active.item);
    }
  };
  const state = found.waiting
    ? t('palette.searching')
    : typed.trim() === ''
      ? t('palette.hint')
      : t('palette.found', { count: items.length });

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('palette.title')}
      size="xl"
      yOffset="8vh"
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <input
        className={styles.input}
        type="search"
        role="combobox"
        aria-label={t('palette.label')}
        aria-expanded={items.length > 0}
        aria-controls={items.length > 0 ? `${id}-list` : undefined}
        aria-activedescendant={active && `${id}-${active.key}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        data-autofocus
        placeholder={t('palette.placeholder')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setChosen(undefined);
        }}
        onKeyDown={onKeyDown}
      />
      <p role="status" className={styles.state}>
        {!found.error && state}
      </p>
      <ErrorWords error={found.error} />
      {items.length > 0 && (
        <div role="listbox" id={`${id}-list`} aria-label={t('palette.results')} className={styles.list}>
          {sections.map((section) => (
            <div key={section.name} role="group" aria-labelledby={`${id}-${section.name}`}>
              <p id={`${id}-${section.name}`} className={styles.heading}>
                {t(`palette.section.${section.name}`)}
              </p>
              {section.items.map(({ key, item }) => (
                <PaletteItem
                  key={key}
                  id={`${id}-${key}`}
                  active={key === active?.key}
                  shortcut={item.kind === 'command' ? item.command.shortcut : undefined}
                  onChoose={() => {
                    run(item);
                  }}
                >
                  {item.kind === 'command' ? item.command.label : <HitLine hit={item.hit} />}
                </PaletteItem>
              ))}
            </div>
          ))}
        </div>
      )}
    </Modal>
  );
}
