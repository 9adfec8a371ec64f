import { useTranslation } from 'react-i18next';
import { request } from '../api/request.ts';
import { HistoryLink } from '../audit/history-link.tsx';
import type { Area } from '../api/shapes.ts';
import { AreaField } from '../form/area-field.tsx';
import { EntityTable, type Close } from '../form/entity-table.tsx';
import { RecordForm } from '../form/record-form.tsx';
import { TextField } from '../form/text-field.tsx';
import { useOpened } from '../form/use-opened.ts';
import { useAreasQuery } from '../homes/use-areas.ts';
import { useUser } from '../session/session-context.ts';
import { AdminPage } from './admin-page.tsx';
import { AreaBoundary } from './area-boundary.tsx';
import { orderAreas } from '../map/order-areas.ts';
import styles from './areas-page.module.css';

const CHANGES = [['areas'], ['homes']];

export function AreasPage() {
  const { t, i18n } = useTranslation();
  const areas = useAreasQuery();
  const tree = areas.data && orderAreas(areas.data, i18n.language);
  const opened = useOpened<Area>(['areas'], '/areas', { items: tree?.map(({ area }) => area) });
  const depths = new Map(tree?.map(({ area, depth }) => [area.id, depth]));
  return (
    <AdminPage title={t('admin.areas.title')} hint={t('admin.areas.hint')}>
      <EntityTable<Area>
        label={t('admin.areas.title')}
        {...opened}
        error={areas.error}
        failed={t('admin.areas.failed')}
        none={t('admin.areas.none')}
        nameOf={({ name }) => name}
        columns={[
          {
            label: t('homes.add.name'),
            cell: ({ id, name }) => (
              <span className={styles.branch} style={{ paddingInlineStart: `${depths.get(id) ?? 0}em` }}>
                {(depths.get(id) ?? 0) > 0 && <span aria-hidden="true">└ </span>}
                {name}
              </span>
            ),
          },
          {
            label: t('homes.add.parent'),
            cell: ({ parentId }) => areas.data?.find(({ id }) => id === parentId)?.name,
          },
        ]}
        adder={{ word: t('homes.add.area'), form: (close) => <AreaForm close={close} /> }}
        editor={(area, close) => (
          <>
            <AreaForm area={area} close={close} />
            <AreaBoundary area={area} />
            <HistoryLink of={{ subject: `area:${area.id}` }} />
          </>
        )}
        remove={{
          send: ({ id }) => request(`/areas/${id}`, { method: 'DELETE' }),
          changes: CHANGES,
          goes: t('admin.areas.goes'),
          inUse: t('admin.areas.inUse'),
        }}
      />
    </AdminPage>
  );
}

function AreaForm({ area, close }: { area?: Area; close: Close }) {
  const { t } = useTranslation();
  const isAdmin = useUser().roles.includes('admin');
  const top = area ? area.parentId === undefined : isAdmin;
  return (
    <RecordForm<Area>
      label={area?.name ?? t('homes.add.area')}
      takesFocus
      changes={CHANGES}
      send={({ name, parentId = null }) =>
        area
          ? request(`/areas/${area.id}`, {
              method: 'PATCH',
              // Unasked it stays where it is: a supervisor may rename an area whose parent is not theirs.
              body: { name, ...(parentId !== (area.parentId ?? null) && { parentId }) },
            })
          : request('/areas', { method: 'POST', body: { name, parentId } })
      }
      save={area ? t('form.save') : t('form.add')}
      onClose={close}
      onSaved={({ name }) => {
        close(t(area ? 'form.changed' : 'form.added', { name }));
      }}
    >
      <TextField name="name" label={t('homes.add.name')} required maxLength={200} value={area?.name} />
      <AreaField
        name="parentId"
        label={t('homes.add.parent')}
        hint={t('admin.areas.parentHint')}
        value={area?.parentId}
        except={area?.id}
        none={top || isAdmin ? t('homes.add.parentNone') : undefined}
      />
    </RecordForm>
  );
}
