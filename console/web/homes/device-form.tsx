import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEVICE_KINDS, type DeviceKind } from '../../../contracts/device.ts';
import type { DeviceWithSecret } from '../../../contracts/home.ts';
import { request } from '../api/request.ts';
import type { Device } from '../api/shapes.ts';
import type { Close } from '../form/entity-table.tsx';
import { RecordForm } from '../form/record-form.tsx';
import { SecretOnce } from '../form/secret-once.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { deviceBody } from './device-body.ts';

export interface DeviceFormProps {
  homeId: string;
  /** of this home: one may be the gateway of the others */
  devices: readonly Device[] | undefined;
  /** what is changed; a new one without */
  device?: Device;
  /** without it the form stays and is empty again */
  close?: Close;
}

/** What is installed in a home. What connects itself gets a login, shown once. */
export function DeviceForm({ homeId, devices, device, close }: DeviceFormProps) {
  const { t } = useTranslation();
  const [made, setMade] = useState<{ id: string; secret: string; said: string }>();
  const [kind, setKind] = useState<DeviceKind>(device?.kind ?? 'sos');
  const [gatewayId, setGatewayId] = useState(device?.gatewayId ?? '');
  const path = `/homes/${homeId}/devices`;
  const gateways = (devices ?? []).filter((each) => each.kind === 'gateway' && each.id !== device?.id);
  const behindGateway = gatewayId !== '' && kind !== 'gateway';
  if (made) {
    return (
      <SecretOnce
        title={t('homes.secret.title')}
        hint={t('homes.secret.hint')}
        login={{ label: t('homes.secret.deviceId'), value: made.id }}
        label={t('homes.secret.secret')}
        secret={made.secret}
        onStored={() => {
          setMade(undefined);
          close?.(made.said);
        }}
      />
    );
  }
  return (
    <RecordForm<DeviceWithSecret>
      label={device ? t('homes.add.changeDevice') : t('homes.add.device')}
      takesFocus={close !== undefined}
      changes={[['home', homeId]]}
      send={(fields) =>
        device
          ? request(`${path}/${device.id}`, { method: 'PATCH', body: deviceBody(fields) })
          : request(path, { method: 'POST', body: deviceBody(fields) })
      }
      check={({ friendlyName, ieeeAddress }) =>
        behindGateway && friendlyName === undefined && ieeeAddress === undefined
          ? { friendlyName: t('homes.add.nameless') }
          : {}
      }
      save={device ? t('form.save') : t('form.add')}
      saved={t('homes.add.saved')}
      onSaved={({ id, kind: saved, secret }) => {
        const said = t(device ? 'form.changed' : 'form.added', { name: t(`kind.${saved}`) });
        if (secret !== undefined) setMade({ id, secret, said });
        else close?.(said);
      }}
      {...(close && { onClose: close })}
    >
      <SelectField
        name="kind"
        label={t('homes.add.kind')}
        value={kind}
        options={DEVICE_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={setKind}
      />
      <TextField name="room" label={t('homes.room')} maxLength={200} value={device?.room} />
      <TextField name="model" label={t('homes.model')} maxLength={200} value={device?.model} />
      {kind !== 'gateway' && gateways.length > 0 && (
        <SelectField
          name="gatewayId"
          label={t('homes.add.gateway')}
          hint={t('homes.add.gatewayHint')}
          value={gatewayId}
          options={[
            { value: '', label: t('homes.add.gatewayNone') },
            ...gateways.map(({ id, room }) => ({ value: id, label: `${t('kind.gateway')} ${room ?? id}` })),
          ]}
          onChange={setGatewayId}
        />
      )}
      {behindGateway && (
        <>
          <TextField
            name="friendlyName"
            label={t('homes.add.friendlyName')}
            maxLength={200}
            value={device?.friendlyName}
          />
          <TextField
            name="ieeeAddress"
            label={t('homes.add.ieeeAddress')}
            hint={t('homes.add.ieeeHint')}
            pattern="0[xX][0-9a-fA-F]{16}"
            value={device?.ieeeAddress}
          />
        </>
      )}
    </RecordForm>
  );
}
