import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceWithSecret } from '../../../contracts/home.ts';
import { request } from '../api/request.ts';
import type { Device } from '../api/shapes.ts';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import { EntityTable } from '../form/entity-table.tsx';
import { SecretOnce } from '../form/secret-once.tsx';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import { DeviceForm } from './device-form.tsx';
import { useDevices } from './home-queries.ts';

/** What is installed, to be changed; new logins for what connects itself. */
export function DevicesTable({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  const devices = useDevices(homeId);
  const [rotating, setRotating] = useState<Device>();
  const rotate = useMutation({
    mutationFn: ({ id }: Device) =>
      request<DeviceWithSecret>(`/homes/${homeId}/devices/${id}`, {
        method: 'PATCH',
        body: { rotateSecret: true },
      }),
    onSettled: () => {
      setRotating(undefined);
    },
  });
  const nameOf = ({ kind, room }: Device) => [t(`kind.${kind}`), room].filter(Boolean).join(' ');
  const gatewayOf = ({ gatewayId }: Device) => devices.data?.find(({ id }) => id === gatewayId);
  return (
    <>
      {rotate.data?.secret !== undefined && (
        <SecretOnce
          title={t('homes.secret.title')}
          hint={t('homes.secret.hint')}
          login={{ label: t('homes.secret.deviceId'), value: rotate.data.id }}
          label={t('homes.secret.secret')}
          secret={rotate.data.secret}
          onStored={rotate.reset}
        />
      )}
      <ErrorWords error={rotate.error} />
      <EntityTable<Device>
        label={t('homes.devices')}
        items={devices.data}
        error={devices.error}
        failed={t('homes.failed')}
        none={t('homes.noDevices')}
        nameOf={nameOf}
        columns={[
          { label: t('homes.add.kind'), cell: nameOf },
          { label: t('homes.model'), cell: ({ model }) => model },
          {
            label: t('homes.add.gateway'),
            cell: (device) => {
              const gateway = gatewayOf(device);
              return gateway ? nameOf(gateway) : t('homes.add.gatewayNone');
            },
          },
          {
            label: t('homes.id'),
            cell: ({ id, friendlyName, ieeeAddress }) => friendlyName ?? ieeeAddress ?? id,
          },
        ]}
        actions={(device) =>
          device.gatewayId === undefined && (
            <BigButton
              onClick={() => {
                setRotating(device);
              }}
            >
              <span>
                {t('homes.secret.rotate')}
                <span className="visually-hidden"> {nameOf(device)}</span>
              </span>
            </BigButton>
          )
        }
        adder={{
          word: t('homes.add.device'),
          form: (close) => <DeviceForm homeId={homeId} devices={devices.data} close={close} />,
        }}
        editor={(device, close) => (
          <DeviceForm homeId={homeId} devices={devices.data} device={device} close={close} />
        )}
        remove={{
          send: ({ id }) => request(`/homes/${homeId}/devices/${id}`, { method: 'DELETE' }),
          changes: [['home', homeId]],
          goes: t('homes.goes.device'),
          inUse: t('homes.inUse.device'),
        }}
      />
      <ConfirmDialog
        opened={rotating !== undefined}
        title={t('homes.secret.rotateTitle', { name: rotating && nameOf(rotating) })}
        confirm={t('homes.secret.rotate')}
        keep={t('homes.secret.rotateKeep')}
        busy={rotate.isPending}
        onConfirm={() => {
          if (rotating) rotate.mutate(rotating);
        }}
        onKeep={() => {
          setRotating(undefined);
        }}
      >
        <p>{t('homes.secret.rotateHint')}</p>
      </ConfirmDialog>
    </>
  );
}
