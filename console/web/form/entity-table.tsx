import { Fragment, useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../shell/big-button.tsx';
import styles from './entity-table.module.css';
import { RemoveButton, type RemoveOptions } from './remove-button.tsx';
import type { Opened } from './use-opened.ts';
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
  /** why this one cannot be changed by this reader: said in the place of edit and remove */
  readOnly?: (item: T) => string | undefined;
  /** whose form the page's address asks for (use-opened.ts) */
  opened?: Opened<T>['opened'];
  remove?: RemoveOptions<T> | undefined;
  adder?: { word: string; form: (close: Close) => ReactNode } | undefined;
  /** beside edit and remove */
  actions?: (item: T) => ReactNode;
}

/** What there is, row by row, with the ways to change it; what was done is said above. Cards on a phone. */
export function EntityTable<T extends { id: string }>(props: EntityTableProps<T>) {
  const { label, items, error, failed, none, columns, nameOf, editor, remove, adder, actions } = props;
  const { readOnly, opened } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState<string>();
  const [asked, setAsked] = useState<string>();
  const [said, setSaid] = useState('');
  const rootId = useId();
  const [opener, setOpener] = useState<Element | null>(null);
  const hasActions = editor !== undefined || remove !== undefined || actions !== undefined;

  if (opened?.id !== asked) {
    setAsked(opened?.id);
    if (opened?.id !== undefined) setOpen(opened.id);
  }
  const openOne = (id: string) => {
    opened?.onClosed();
    setOpener(document.activeElement);
    setSaid('');
    setOpen(id);
  };
  const close = (done?: string) => {
    setOpen(undefined);
    opened?.onClosed();
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
      {opened?.isMissing === true && <p role="alert">{t('form.notThere')}</p>}
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
                      {readOnly?.(item) !== undefined && (
                        <span className={styles.readOnly}>{readOnly(item)}</span>
                      )}
                      {editor && open !== item.id && readOnly?.(item) === undefined && (
                        <BigButton
                          onClick={() => {
                            openOne(item.id);
                          }}
                        >
                          <Named word={t('form.edit')} name={nameOf(item)} />
                        </BigButton>
                      )}
                      {remove && readOnly?.(item) === undefined && (
                        <RemoveButton item={item} name={nameOf(item)} {...remove} onRemoved={close} />
                      )}
                    </td>
                  )}
                </tr>
                {editor && open === item.id && readOnly?.(item) === undefined && (
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
