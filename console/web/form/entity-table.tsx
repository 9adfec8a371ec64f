import { Fragment, useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../shell/big-button.tsx';
import styles from './entity-table.module.css';
import { RemoveButton, type RemoveOptions } from './remove-button.tsx';
import type { Pages } from './use-pages.ts';

export interface Column<T> {
  label: string;
  cell: (item: T) => ReactNode;
}

/** Closes a form; with a sentence when it has done something. */
export type Close = (said?: string) => void;

export interface EntityTableProps<T extends { id: string }> extends Partial<Omit<Pages<T>, 'items'>> {
  /** what these are */
  label: string;
  items: readonly T[] | undefined;
  /** said when there is none */
  none: string;
  /** said when they could not be loaded */
  failed: string;
  columns: readonly Column<T>[];
  nameOf: (item: T) => string;
  /** a form in the place of the row */
  editor?: ((item: T, close: Close) => ReactNode) | undefined;
  remove?: RemoveOptions<T> | undefined;
  adder?: { word: string; form: (close: Close) => ReactNode } | undefined;
  /** beside edit and remove */
  actions?: (item: T) => ReactNode;
}

/** What there is, row by row, with the ways to change it; what was done is said above. Cards on a phone. */
export function EntityTable<T extends { id: string }>(props: EntityTableProps<T>) {
  const { label, items, error, failed, none, columns, nameOf, editor, remove, adder, actions } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState<string>();
  const [said, setSaid] = useState('');
  const rootId = useId();
  const [opener, setOpener] = useState<Element | null>(null);
  const hasActions = editor !== undefined || remove !== undefined || actions !== undefined;

  const openOne = (id: string) => {
    setOpener(document.activeElement);
    setSaid('');
    setOpen(id);
  };
  const close = (done?: string) => {
    setOpen(undefined);
    setSaid(done ?? '');
    // Back to where they were, or to the list when that button has gone.
    setTimeout(() => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else document.getElementById(rootId)?.focus();
    });
  };

  return (
    <div id={rootId} tabIndex={-1} className={styles.root} role="group" aria-label={label}>
      <div role="status" className={styles.said}>
        {said}
      </div>
      {adder &&
        (open === 'new' ? (
          <section className={styles.panel} aria-label={adder.word}>
            <h2 className={styles.panelTitle}>{adder.word}</h2>
            {adder.form(close)}
          </section>
        ) : (
          <div>
            <BigButton
              onClick={() => {
                openOne('new');
              }}
            >
              {adder.word}
            </BigButton>
          </div>
        ))}
      {error && <p role="alert">{failed}</p>}
      {!items && !error && <p role="status">{t('app.loading')}</p>}
      {items?.length === 0 && <p>{none}</p>}
      {items !== undefined && items.length > 0 && (
        <table className={styles.table}>
          <caption className="visually-hidden">{label}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.label} scope="col">
                  {column.label}
                </th>
              ))}
              {hasActions && (
                <td>
                  <span className="visually-hidden">{t('form.actions')}</span>
                </td>
              )}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Fragment key={item.id}>
                <tr data-id={item.id}>
                  {columns.map((column) => (
                    <td key={column.label} data-label={column.label}>
                      {column.cell(item)}
                    </td>
                  ))}
                  {hasActions && (
                    <td className={styles.actions}>
                      {actions?.(item)}
                      {editor && open !== item.id && (
                        <BigButton
                          onClick={() => {
                            openOne(item.id);
                          }}
                        >
                          <Named word={t('form.edit')} name={nameOf(item)} />
                        </BigButton>
                      )}
                      {remove && (
                        <RemoveButton item={item} name={nameOf(item)} {...remove} onRemoved={close} />
                      )}
                    </td>
                  )}
                </tr>
                {editor && open === item.id && (
                  <tr>
                    <td colSpan={columns.length + 1} className={styles.panel}>
                      {editor(item, close)}
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      {props.more && (
        <div>
          <BigButton busy={props.isFetchingMore ?? false} onClick={props.more}>
            {t('app.more')}
          </BigButton>
        </div>
      )}
    </div>
  );
}

/** `Edit`, and for who listens also what. */
function Named({ word, name }: { word: string; name: string }) {
  return (
    <span>
      {word}
      <span className="visually-hidden"> {name}</span>
    </span>
  );
}
