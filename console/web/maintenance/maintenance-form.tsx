import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  maintenanceModeSchema,
  maintenanceProblem,
  type MaintenanceMode,
} from '../../../contracts/maintenance.ts';
import { request } from '../api/request.ts';
import type { Device, Maintenance } from '../api/shapes.ts';
import { platformNow } from '../clock/platform-clock.ts';
import type { Close } from '../form/entity-table.tsx';
import type { Fields } from '../form/fields-of.ts';
import { RecordForm } from '../form/record-form.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { ENDS, maintenanceBody } from './maintenance-body.ts';

const MODES = maintenanceModeSchema.options;
const UNTIL = [...(Object.keys(ENDS) as (keyof typeof ENDS)[]), 'choose'] as const;

export interface MaintenanceFormProps {
  /** for which home; without it `children` have the fields that say */
  homeId?: string;
  /** of the home, when one is known */
  devices: readonly Device[] | undefined;
  children?: ReactNode;
  /** without it the form stays and is empty again */
  close?: Close;
}

/** Starts a test or maintenance, now or later: never without a reason and an end. */
export function MaintenanceForm({ homeId, devices, children, close }: MaintenanceFormProps) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<MaintenanceMode>('test');
  const [until, setUntil] = useState<(typeof UNTIL)[number]>('hour');
  const [begins, setBegins] = useState<'now' | 'later'>('now');
  return (
    <RecordForm<Maintenance>
      label={t('maintenance.start')}
      takesFocus={close !== undefined}
      changes={[['home'], ['maintenance']]}
      send={(fields) =>
        request('/maintenance', { method: 'POST', body: maintenanceBody(withHome(fields), platformNow()) })
      }
      check={(fields) => ({
        ...(homeId === undefined && !fields.home && !fields.areaId && { home: t('form.problem.missing') }),
        ...timeProblem(fields, mode),
      })}
      save={t('maintenance.startButton')}
      saved={t('maintenance.started')}
      onSaved={() => {
        setMode('test');
        setUntil('hour');
        setBegins('now');
        close?.(t('maintenance.started'));
      }}
      {...(close && { onClose: close })}
    >
      {children}
      {devices !== undefined && (
        <SelectField
          name="device"
          label={t('maintenance.scope')}
          options={[
            { value: '', label: t('maintenance.wholeHome') },
            ...devices.map(({ id, kind, room }) => ({
              value: id,
              label: `${t(`kind.${kind}`)} ${room ?? id}`,
            })),
          ]}
        />
      )}
      <SelectField
        name="mode"
        label={t('maintenance.mode')}
        hint={t(`maintenance.${mode}Hint`)}
        options={MODES.map((value) => ({ value, label: t(`maintenance.${value}`) }))}
        onChange={setMode}
      />
      <TextField name="reason" label={t('maintenance.reason')} required minLength={3} maxLength={500} />
      <SelectField
        name="from"
        label={t('maintenance.from')}
        options={[
          { value: 'now', label: t('maintenance.now') },
          { value: 'later', label: t('maintenance.later') },
        ]}
        onChange={setBegins}
      />
      {begins === 'later' && (
        <TextField name="begins" type="datetime-local" label={t('maintenance.begins')} required />
      )}
      <SelectField
        name="until"
        label={t('maintenance.until')}
        hint={t(`maintenance.${mode}Longest`)}
        options={UNTIL.map((value) => ({
          value,
          label: value === 'choose' ? t('maintenance.choose') : t(`maintenance.${value}`),
        }))}
        onChange={setUntil}
      />
      {until === 'choose' && (
        <TextField name="chosen" type="datetime-local" label={t('maintenance.chosen')} required />
      )}
    </RecordForm>
  );

  function withHome(fields: Fields): Fields {
    return homeId === undefined ? fields : { ...fields, home: homeId };
  }

  /** What the platform would refuse, said at the field. */
  function timeProblem({ begins: start, chosen }: Fields, of: MaintenanceMode): Record<string, string> {
    const now = platformNow();
    const startsAt = start === undefined ? now : Date.parse(start);
    const endsAt = chosen === undefined ? startsAt + ENDS.hour : Date.parse(chosen);
    const problem = maintenanceProblem({ mode: of, startsAt, endsAt }, now);
    if (problem === undefined) return {};
    if (problem.startsWith('startsAt') || chosen === undefined) return { begins: t('maintenance.badStart') };
    return { chosen: t('maintenance.badEnd', { longest: t(`maintenance.${of}Longest`) }) };
  }
}
