import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { TechnicalArea } from './group-queue.ts';
import type { Seen } from './seen-store.ts';
import styles from './technical-areas.module.css';
import { VirtualRows } from './virtual-rows.tsx';

export interface TechnicalAreasProps {
  areas: readonly TechnicalArea[];
  seen: Seen;
  openId: string | undefined;
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLElement | null>;
}

/** Work orders: closed, silent, and bundled by area, so that a power cut does not bury who calls. */
export function TechnicalAreas({ areas, ...rows }: TechnicalAreasProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const count = areas.reduce((sum, { incidents }) => sum + incidents.length, 0);
  if (count === 0) return null;
  return (
    <details className={styles.group} data-testid="technical">
      <summary>{t('queue.technical', { count })}</summary>
      {areas.map(({ areaId, name, incidents }) => (
        <details
          key={areaId}
          className={styles.area}
          open={open.has(areaId)}
          onToggle={({ currentTarget }) => {
            const next = new Set(open);
            if (currentTarget.open) next.add(areaId);
            else next.delete(areaId);
            setOpen(next);
          }}
        >
          <summary>
            {name} <span className={styles.count}>{incidents.length}</span>
          </summary>
          {open.has(areaId) && <VirtualRows incidents={incidents} label={name} {...rows} />}
        </details>
      ))}
    </details>
  );
}
