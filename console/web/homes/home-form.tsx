import { useTranslation } from 'react-i18next';
import { request } from '../api/request.ts';
import type { Home } from '../api/shapes.ts';
import { AreaField } from '../form/area-field.tsx';
import { RecordForm } from '../form/record-form.tsx';
import { TextField } from '../form/text-field.tsx';
import { homeBody } from './home-body.ts';

export interface HomeFormProps {
  /** what is changed; a new one without */
  home?: Home;
  onSaved?: (home: Home) => void;
  onClose?: () => void;
}

/** Where it is, and how to get in. */
export function HomeForm({ home, onSaved, onClose }: HomeFormProps) {
  const { t } = useTranslation();
  return (
    <RecordForm<Home>
      label={home?.address ?? t('homes.add.home')}
      takesFocus={home === undefined}
      changes={[['homes'], ...(home ? [['home', home.id]] : [])]}
      send={(fields) =>
        home
          ? request(`/homes/${home.id}`, { method: 'PATCH', body: homeBody(fields) })
          : request('/homes', { method: 'POST', body: homeBody(fields) })
      }
      check={({ lat, lng }) =>
        (lat === undefined) === (lng === undefined)
          ? {}
          : { [lat === undefined ? 'lat' : 'lng']: t('homes.add.bothNumbers') }
      }
      save={home ? t('form.save') : t('form.add')}
      saved={t('form.saved')}
      {...(onSaved && { onSaved })}
      {...(onClose && { onClose })}
    >
      <AreaField name="areaId" label={t('homes.area')} value={home?.areaId} />
      <TextField
        name="address"
        label={t('homes.address')}
        hint={t('homes.add.addressHint')}
        required
        maxLength={500}
        value={home?.address}
      />
      <TextField
        name="timezone"
        label={t('homes.add.timezone')}
        hint={t('homes.add.timezoneHint')}
        required
        value={home?.timezone ?? 'Asia/Shanghai'}
      />
      <TextField
        name="lat"
        type="number"
        step="any"
        min={-90}
        max={90}
        label={t('homes.add.lat')}
        hint={t('homes.add.locationHint')}
        value={home?.location?.lat}
      />
      <TextField
        name="lng"
        type="number"
        step="any"
        min={-180}
        max={180}
        label={t('homes.add.lng')}
        value={home?.location?.lng}
      />
      <TextField
        name="access"
        rows={3}
        maxLength={2000}
        label={t('homes.add.access')}
        hint={t('homes.add.accessHint')}
        value={home?.access}
      />
    </RecordForm>
  );
}
