import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BOUNDARY_CORNERS_MAX, type Boundary } from '../../../contracts/boundary.ts';
import { BOUNDARY_FILE_MAX, boundaryOf, type BoundaryProblem } from '../map/boundary-of.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './area-boundary.module.css';

/** Takes a GeoJSON file, dropped or chosen; what is wrong with it is said with the remedy, and nothing is taken. */
export function BoundaryFile({ onRead }: { onRead: (boundary: Boundary, file: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const [wrong, setWrong] = useState<{ problem: BoundaryProblem; corners: number; file: string }>();

  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const { name } = file;
    const read =
      file.size > BOUNDARY_FILE_MAX
        ? { problem: 'tooBig' as const, corners: 0 }
        : boundaryOf(await file.text().catch(() => ''));
    if (read.problem !== undefined) {
      setWrong({ problem: read.problem, corners: read.corners, file: name });
      return;
    }
    setWrong(undefined);
    onRead(read.boundary, name);
  };

  return (
    <>
      <div
        className={styles.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        <input
          id={id}
          className="visually-hidden"
          type="file"
          accept=".geojson,.json,application/geo+json,application/json"
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const { files } = event.currentTarget;
            const [file] = files ?? [];
            // The same file, mended, is a change as well.
            event.currentTarget.value = '';
            void take(file);
          }}
        />
        <label htmlFor={id} className={styles.choose}>
          {t('boundary.choose')}
        </label>
        <span id={`${id}-hint`} className={styles.dim}>
          {t('boundary.chooseHint', { max: BOUNDARY_CORNERS_MAX })}
        </span>
      </div>
      <div role="alert">
        {wrong && (
          <p className={styles.warning}>
            <Icon name="warning" />
            <span>
              <strong>{t('boundary.refused', { file: wrong.file })}</strong>{' '}
              {t(`boundary.problem.${wrong.problem}`, { count: wrong.corners, max: BOUNDARY_CORNERS_MAX })}
            </span>
          </p>
        )}
      </div>
    </>
  );
}
