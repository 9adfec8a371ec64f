import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Boundary } from '../../../contracts/boundary.ts';
import type { MappedHome } from '../../../contracts/home-state.ts';
import { request } from '../api/request.ts';
import type { Area, Page } from '../api/shapes.ts';
import { RemoveButton } from '../form/remove-button.tsx';
import { AreaMap } from '../map/area-map.tsx';
import { homesOutside } from '../map/homes-outside.ts';
import { placedOf, showHomes } from '../map/list-homes.ts';
import { useMapSettings } from '../map/use-map-places.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import { Icon } from '../shell/icon.tsx';
import styles from './area-boundary.module.css';
import { BoundaryFile } from './boundary-file.tsx';

const HOMES = 5_000;
const NO_CALLS = new Map<string, never>();

interface Draft {
  boundary: Boundary;
  file: string;
}

/** Where an area ends: on the map with its homes, from a file, and taken away again. */
export function AreaBoundary({ area: { id, name } }: { area: Area }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const settings = useMapSettings();
  const [draft, setDraft] = useState<Draft>();
  const [said, setSaid] = useState('');
  const area = useQuery({
    queryKey: ['areas', 'bounded', id],
    queryFn: ({ signal }) => request<Area>(`/areas/${id}`, { signal }),
  });
  const homes = useQuery({
    queryKey: ['home-states', 'of', id],
    queryFn: ({ signal }) =>
      request<Page<MappedHome>>(`/home-states?areaId=${id}&limit=${HOMES}`, { signal }),
  });
  const placed = useMemo(() => placedOf(showHomes(homes.data?.items ?? [], NO_CALLS)), [homes.data]);
  const save = useMutation({
    mutationFn: ({ boundary }: Draft) =>
      request<Area>(`/areas/${id}`, { method: 'PATCH', body: { boundary } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['areas'] });
      setDraft(undefined);
      setSaid(t('boundary.saved'));
    },
  });
  const shown = draft?.boundary ?? area.data?.boundary;
  const outlines = useMemo(() => (area.data ? [{ ...area.data, boundary: shown }] : []), [area.data, shown]);
  const outside = shown ? homesOutside(shown, placed) : 0;
  if (area.error) return <ErrorWords error={area.error} />;
  if (!area.data) return <p role="status">{t('app.loading')}</p>;
  return (
    <section className={styles.boundary} aria-label={t('boundary.title')} data-testid="area-boundary">
      <h2 className={styles.title}>{t('boundary.title')}</h2>
      <p className={styles.dim}>{t('boundary.hint')}</p>
      {(shown ?? placed.length > 0) && (
        <div className={styles.map}>
          <AreaMap
            label={t('boundary.map', { name })}
            settings={settings}
            areas={outlines}
            homes={placed}
            place={`${id} ${draft?.file ?? ''} ${placed.length > 0}`}
            onPick={() => undefined}
          />
        </div>
      )}
      <p role="status" className={styles.state}>
        {draft ? t('boundary.draft', { file: draft.file }) : said || (!shown && t('boundary.none'))}
      </p>
      {outside > 0 && (
        <p className={styles.warning}>
          <Icon name="warning" /> {t('boundary.outside', { count: outside, all: placed.length })}
        </p>
      )}
      {draft ? (
        <div className={styles.buttons}>
          <BigButton
            busy={save.isPending}
            onClick={() => {
              save.mutate(draft);
            }}
          >
            {t('boundary.save')}
          </BigButton>
          <BigButton
            onClick={() => {
              save.reset();
              setDraft(undefined);
            }}
          >
            {t('form.discard')}
          </BigButton>
        </div>
      ) : (
        <>
          <BoundaryFile
            onRead={(boundary, file) => {
              setSaid('');
              setDraft({ boundary, file });
            }}
          />
          {shown && (
            <div>
              <RemoveButton
                item={area.data}
                name={name}
                word={t('boundary.remove')}
                title={t('boundary.removeTitle', { name })}
                done={t('boundary.removed')}
                goes={t('boundary.goes')}
                send={() => request(`/areas/${id}`, { method: 'PATCH', body: { boundary: null } })}
                changes={[['areas']]}
                onRemoved={setSaid}
              />
            </div>
          )}
        </>
      )}
      <ErrorWords error={save.error} />
    </section>
  );
}
