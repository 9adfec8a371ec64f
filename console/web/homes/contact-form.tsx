import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../../../contracts/notification.ts';
import { RELATIONS } from '../../../contracts/people.ts';
import { request } from '../api/request.ts';
import type { Contact } from '../api/shapes.ts';
import { CheckGroup } from '../form/check-group.tsx';
import type { Close } from '../form/entity-table.tsx';
import { RecordForm } from '../form/record-form.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { LANGUAGES } from '../i18n/language.ts';
import { LANGUAGE_NAMES } from '../i18n/language-names.ts';
import { contactBody } from './contact-body.ts';

/** The others need a screen of ours. */
const WAYS: readonly Channel[] = ['voice', 'sms', 'email'];

export interface ContactFormProps {
  homeId: string;
  /** who is changed; a new one without */
  contact?: Contact;
  /** without it the form stays and is empty again */
  close?: Close;
}

/** Who is called when something happens. */
export function ContactForm({ homeId, contact, close }: ContactFormProps) {
  const { t } = useTranslation();
  const path = `/homes/${homeId}/contacts`;
  const [quiet, setQuiet] = useState({ from: contact?.quietHours?.from, to: contact?.quietHours?.to });
  const isQuiet = Boolean(quiet.from) || Boolean(quiet.to);
  return (
    <RecordForm<Contact>
      label={contact?.name ?? t('homes.add.contact')}
      takesFocus={close !== undefined}
      changes={[['home', homeId]]}
      send={(fields, form) => {
        const body = contactBody(fields, form.getAll('preferred'));
        return contact
          ? request(`${path}/${contact.id}`, { method: 'PATCH', body })
          : request(path, { method: 'POST', body });
      }}
      check={({ phone, email }) =>
        phone === undefined && email === undefined ? { phone: t('homes.add.noWay') } : {}
      }
      save={contact ? t('form.save') : t('form.add')}
      {...(close
        ? {
            onClose: close,
            onSaved: ({ name }) => {
              close(t(contact ? 'form.changed' : 'form.added', { name }));
            },
          }
        : { saved: t('homes.add.saved') })}
    >
      <TextField name="name" label={t('homes.add.name')} required maxLength={200} value={contact?.name} />
      <SelectField
        name="relation"
        label={t('homes.add.relation')}
        value={contact?.relation}
        options={RELATIONS.map((value) => ({ value, label: t(`relation.${value}`) }))}
      />
      <TextField
        name="phone"
        type="tel"
        label={t('homes.add.phone')}
        pattern="\+?[\d\s().\-]{3,30}"
        remedy={t('form.problem.phone')}
        value={contact?.phone}
      />
      <TextField name="email" type="email" label={t('homes.add.email')} value={contact?.email} />
      <SelectField
        name="locale"
        label={t('homes.add.locale')}
        value={contact?.locale}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <CheckGroup
        name="preferred"
        label={t('homes.add.preferred')}
        values={contact?.preferredChannels}
        options={WAYS.map((value) => ({ value, label: t(`calls.channel.${value}`) }))}
      />
      {/* One end alone means nothing: with either given the other is asked for. */}
      <TextField
        name="quietFrom"
        type="time"
        label={t('homes.add.quietFrom')}
        hint={t('homes.add.quietHint')}
        required={isQuiet}
        value={contact?.quietHours?.from}
        onChange={(from) => {
          setQuiet({ ...quiet, from });
        }}
      />
      <TextField
        name="quietTo"
        type="time"
        label={t('homes.add.quietTo')}
        hint={t('homes.add.quietZone')}
        required={isQuiet}
        value={contact?.quietHours?.to}
        onChange={(to) => {
          setQuiet({ ...quiet, to });
        }}
      />
    </RecordForm>
  );
}
