import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceKind } from '../../../contracts/device.ts';
import type { Device } from '../api/shapes.ts';
import { en } from '../i18n/en.ts';
import { AddForm } from './add-form.tsx';
import { DeviceSecret } from './device-secret.tsx';

const KINDS = Object.keys(en.kind) as DeviceKind[];

export interface AddDeviceProps {
  homeId: string;
  devices: Device[] | undefined;
}

export function AddDevice({ homeId, devices }: AddDeviceProps) {
  const { t } = useTranslation();
  const [login, setLogin] = useState<{ id: string; secret: string }>();
  const gateways = (devices ?? []).filter(({ kind }) => kind === 'gateway');
  if (login) {
    return (
      <DeviceSecret
        {...login}
        onStored={() => {
          setLogin(undefined);
        }}
      />
    );
  }
  return (
    <AddForm<{ id: string; secret?: string }>
      title={t('homes.add.device')}
      path={`/homes/${homeId}/devices`}
      changes={['home', homeId]}
      toBody={(fields) => fields}
      onAdded={({ id, secret }) => {
        if (secret !== undefined) setLogin({ id, secret });
      }}
    >
      <NativeSelect
        name="kind"
        label={t('homes.add.kind')}
        data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <TextInput name="room" label={t('homes.room')} />
      <TextInput name="model" label={t('homes.model')} />
      <NativeSelect
        name="gatewayId"
        label={t('homes.add.gateway')}
        data={[
          { value: '', label: t('homes.add.gatewayNone') },
          ...gateways.map(({ id, room }) => ({ value: id, label: `${t('kind.gateway')} ${room ?? id}` })),
        ]}
      />
      {gateways.length > 0 && (
        <>
          <TextInput name="friendlyName" label={t('homes.add.friendlyName')} />
          <TextInput name="ieeeAddress" label={t('homes.add.ieeeAddress')} />
        </>
      )}
    </AddForm>
  );
}
