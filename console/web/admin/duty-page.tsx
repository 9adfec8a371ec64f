import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readAll } from '../api/read-all.ts';
import { request } from '../api/request.ts';
import type { Area, Duty } from '../api/shapes.ts';
import type { AreaDetail, User } from '../../../contracts/home.ts';
import { platformNow } from '../clock/platform-clock.ts';
import { dutyBodies } from '../duty/duty-bodies.ts';
import { weekOf } from '../duty/week-of.ts';
import { AreaField } from '../form/area-field.tsx';
import { RecordForm } from '../form/record-form.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useAreas } from '../homes/use-areas.ts';
import { BigButton } from '../shell/big-button.tsx';
import { AdminPage } from './admin-page.tsx';
import pageStyles from './admin-page.module.css';
import { orderAreas } from '../map/order-areas.ts';
import { DutyDay } from './duty-day.tsx';
import styles from './duty-page.module.css';

const DUTIES = ['duties'];
/** Until the area's is known; nothing can be added before. */
const USUAL_ZONE = 'Asia/Shanghai';

/** Who is on duty when, a week of one area; when nobody is, is said before everything else. */
export function DutyPage() {
  const { t, i18n } = useTranslation();
  const areas = useAreas();
  const [chosen, setChosen] = useState('');
  const [weeks, setWeeks] = useState(0);
  const [adding, setAdding] = useState(false);
  const [said, setSaid] = useState('');
  const areaId = chosen || (orderAreas(areas, i18n.language)[0]?.area.id ?? '');
  const area = areas.find(({ id }) => id === areaId);
  const detail = useQuery({
    queryKey: ['areas', 'one', areaId],
    queryFn: ({ signal }) => request<AreaDetail>(`/areas/${areaId}`, { signal }),
    enabled: areaId !== '',
    staleTime: 300_000,
  });
  const zone = detail.data?.timezone ?? USUAL_ZONE;
  const days = weekOf(platformNow(), weeks, zone);
  const [from = 0, to = 0] = [days[0], days[7]];
  const users = useQuery({
    queryKey: ['users', 'all'],
    queryFn: ({ signal }) => readAll<User>('/users', signal),
  });
  const duties = useQuery({
    queryKey: [...DUTIES, from],
    queryFn: ({ signal }) =>
      readAll<Duty>(`/duties?from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`, signal),
  });
  const staff = (users.data ?? []).filter(
    (user) => worksFor(user, area, areas) && user.roles.some((role) => role !== 'family' && role !== 'admin'),
  );
  const named = new Map(staff.map((user) => [user.id, user]));
  const roster = (duties.data ?? []).filter(({ userId }) => named.has(userId));
  // Escalation looks for somebody in the area and above it, never below.
  const calls = (userId: string) => named.get(userId)?.areaIds.some((id) => area?.path.includes(id)) ?? false;
  const title = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: zone }).formatRange(
    from,
    to - 1,
  );
  return (
    <AdminPage title={t('admin.duty.title')} hint={t('admin.duty.hint')}>
      <div className={pageStyles.filters}>
        <AreaField name="area" label={t('homes.area')} value={areaId} onChange={setChosen} />
      </div>
      <div className={styles.week}>
        <BigButton
          onClick={() => {
            setWeeks(weeks - 1);
          }}
        >
          {t('admin.duty.earlier')}
        </BigButton>
        <h2 className={styles.weekTitle}>{title}</h2>
        <BigButton
          onClick={() => {
            setWeeks(weeks + 1);
          }}
        >
          {t('admin.duty.later')}
        </BigButton>
        {weeks !== 0 && (
          <BigButton
            onClick={() => {
              setWeeks(0);
            }}
          >
            {t('admin.duty.thisWeek')}
          </BigButton>
        )}
      </div>
      <p className={styles.dim}>{t('admin.duty.zone', { zone: zoneName(zone, i18n.language) })}</p>
      <div role="status">{said !== '' && <p className={styles.said}>{said}</p>}</div>
      {adding && detail.data ? (
        <section className={styles.panel} aria-label={t('admin.duty.add')}>
          <DutyForm
            staff={staff}
            zone={zone}
            onClose={(done) => {
              setAdding(false);
              setSaid(done ?? '');
            }}
          />
        </section>
      ) : (
        <div>
          <BigButton
            onClick={() => {
              setSaid('');
              setAdding(true);
            }}
          >
            {t('admin.duty.add')}
          </BigButton>
        </div>
      )}
      {(users.error ?? duties.error ?? detail.error) && <p role="alert">{t('admin.duty.failed')}</p>}
      {duties.isPending || users.isPending || detail.isLoading ? (
        <p role="status">{t('app.loading')}</p>
      ) : (
        <ol className={styles.days}>
          {days.slice(0, 7).map((day, index) => (
            <DutyDay
              key={day}
              zone={zone}
              span={{ from: day, to: days[index + 1] ?? day }}
              roster={roster}
              calls={calls}
              onRemoved={setSaid}
            />
          ))}
        </ol>
      )}
    </AdminPage>
  );
}

/** Whether somebody has this area, one above it or one below it. */
function worksFor(user: User, area: Area | undefined, areas: readonly Area[]): boolean {
  return user.areaIds.some(
    (id) =>
      area?.path.includes(id) || areas.find((each) => each.id === id)?.path.includes(area?.id ?? '') === true,
  );
}

/** As the reader's language calls it: a name that ends in a city says less. */
function zoneName(timeZone: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'long' });
  return format.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

interface DutyFormProps {
  staff: readonly User[];
  /** whose clock the hours are read from, IANA name */
  zone: string;
  onClose: (said?: string) => void;
}

function DutyForm({ staff, zone, onClose }: DutyFormProps) {
  const { t, i18n } = useTranslation();
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(platformNow());
  if (staff.length === 0) {
    return (
      <>
        <p>{t('admin.duty.noStaff')}</p>
        <BigButton
          onClick={() => {
            onClose();
          }}
        >
          {t('form.close')}
        </BigButton>
      </>
    );
  }
  return (
    <RecordForm<string>
      label={t('admin.duty.add')}
      takesFocus
      changes={[DUTIES, ['duty']]}
      send={async (fields) => {
        for (const body of dutyBodies(fields, zone)) await request('/duties', { method: 'POST', body });
        return staff.find(({ id }) => id === fields.userId)?.name ?? '';
      }}
      save={t('form.add')}
      onClose={onClose}
      onSaved={(name) => {
        onClose(t('admin.duty.added', { name }));
      }}
    >
      <SelectField
        name="userId"
        label={t('admin.duty.who')}
        options={staff.map(({ id, name, roles }) => ({
          value: id,
          label: `${name} (${roles.map((role) => t(`role.${role}`)).join(t('dryRun.comma'))})`,
        }))}
      />
      <TextField name="day" type="date" label={t('admin.duty.day')} required value={today} />
      <TextField
        name="from"
        type="time"
        label={t('admin.duty.from')}
        hint={t('admin.duty.clock', { zone: zoneName(zone, i18n.language) })}
        required
        value="08:00"
      />
      <TextField
        name="to"
        type="time"
        label={t('admin.duty.to')}
        hint={t('admin.duty.nextDay')}
        required
        value="20:00"
      />
      <TextField
        name="days"
        type="number"
        min={1}
        max={31}
        step={1}
        label={t('admin.duty.days')}
        required
        value={1}
      />
    </RecordForm>
  );
}
