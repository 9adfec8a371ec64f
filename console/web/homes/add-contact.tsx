import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../../contracts/notification.ts';
import type { Relation } from '../../../contracts/people.ts';
import { LANGUAGES } from '../i18n/language.ts';
import { LANGUAGE_NAMES } from '../i18n/language-names.ts';
import { AddForm } from './add-form.tsx';
import { contactBody } from './contact-body.ts';
import styles from './homes.module.css';

const RELATIONS: readonly Relation[] = ['family', 'neighbour', 'grid_worker', 'key_holder', 'volunteer'];
/** The others need a screen of ours. */
const WAYS: readonly Channel[] = ['voice', 'sms', 'email'];

export function AddContact({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  return (
    <AddForm
      title={t('homes.add.contact')}
      path={`/homes/${homeId}/contacts`}
      changes={['home', homeId]}
      toBody={(fields, form) => contactBody(fields, form.getAll('preferred'))}
    >
      <TextInput name="name" label={t('homes.add.name')} required />
      <NativeSelect
        name="relation"
        label={t('homes.add.relation')}
        data={RELATIONS.map((value) => ({ value, label: t(`relation.${value}`) }))}
      />
      <TextInput name="phone" type="tel" label={t('homes.add.phone')} />
      <TextInput name="email" type="email" label={t('homes.add.email')} />
      <TextInput name="order" type="number" min={1} label={t('homes.add.order')} />
      <NativeSelect
        name="locale"
        label={t('homes.add.locale')}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <fieldset className={styles.fieldset}>
        <legend>{t('homes.add.preferred')}</legend>
        {WAYS.map((channel) => (
          <Checkbox
            key={channel}
            name="preferred"
            value={channel}
            size="md"
            label={t(`calls.channel.${channel}`)}
          />
        ))}
      </fieldset>
      <QuietHours />
    </AddForm>
  );
}

/** One end alone means nothing: with either given the browser asks for the other. */
function QuietHours() {
  const { t } = useTranslation();
  const [ends, setEnds] = useState({ quietFrom: '', quietTo: '' });
  const given = ends.quietFrom !== '' || ends.quietTo !== '';
  return (
    <div className={styles.pair}>
      {(['quietFrom', 'quietTo'] as const).map((name) => (
        <TextInput
          key={name}
          name={name}
          type="time"
          label={t(`homes.add.${name}`)}
          required={given}
          value={ends[name]}
          onChange={(event) => {
            setEnds({ ...ends, [name]: event.currentTarget.value });
          }}
        />
      ))}
      <p className={styles.hint}>{t('homes.add.quietHint')}</p>
    </div>
  );
}
