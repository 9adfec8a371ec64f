import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaintenanceMode } from '../../../contracts/maintenance.ts';
import type { Device } from '../api/shapes.ts';
import { platformNow } from '../clock/platform-clock.ts';
import { AddForm } from '../homes/add-form.tsx';
import { ENDS, maintenanceBody } from './maintenance-body.ts';

const MODES: readonly MaintenanceMode[] = ['test', 'maintenance'];
const UNTIL = [...(Object.keys(ENDS) as (keyof typeof ENDS)[]), 'choose'] as const;

export interface StartMaintenanceProps {
  homeId: string;
  devices: Device[] | undefined;
}

/** Starts a test or maintenance for the home or one device: never without a reason and an end. */
export function StartMaintenance({ homeId, devices }: StartMaintenanceProps) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<MaintenanceMode>('test');
  const [until, setUntil] = useState<(typeof UNTIL)[number]>('hour');
  const deviceOptions = (devices ?? []).map(({ id, kind, room }) => ({
    value: id,
    label: `${t(`kind.${kind}`)} ${room ?? id}`,
  }));
  return (
    <AddForm
      title={t('maintenance.start')}
      save={t('maintenance.startButton')}
      saved={t('maintenance.started')}
      path="/maintenance"
      changes={['home', homeId]}
      toBody={(fields) => maintenanceBody(fields, homeId, platformNow())}
      onAdded={() => {
        setMode('test');
        setUntil('hour');
      }}
    >
      <NativeSelect
        name="device"
        label={t('maintenance.scope')}
        data={[{ value: '', label: t('maintenance.wholeHome') }, ...deviceOptions]}
      />
      <NativeSelect
        name="mode"
        label={t('maintenance.mode')}
        description={t(`maintenance.${mode}Hint`)}
        data={MODES.map((value) => ({ value, label: t(`maintenance.${value}`) }))}
        value={mode}
        onChange={(event) => {
          setMode(MODES.find((value) => value === event.currentTarget.value) ?? 'test');
        }}
      />
      <TextInput name="reason" label={t('maintenance.reason')} required minLength={3} maxLength={500} />
      <NativeSelect
        name="until"
        label={t('maintenance.until')}
        data={UNTIL.map((value) => ({ value, label: t(`maintenance.${value}`) }))}
        value={until}
        onChange={(event) => {
          setUntil(UNTIL.find((value) => value === event.currentTarget.value) ?? 'hour');
        }}
      />
      {until === 'choose' && (
        <TextInput name="chosen" type="datetime-local" label={t('maintenance.chosen')} required />
      )}
    </AddForm>
  );
}
