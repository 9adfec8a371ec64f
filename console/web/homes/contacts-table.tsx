import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request.ts';
import type { Contact } from '../api/shapes.ts';
import { EntityTable } from '../form/entity-table.tsx';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import { ContactForm } from './contact-form.tsx';
import { useContacts } from './home-queries.ts';
import { reorder } from './reorder.ts';

/** Who is called, in this order. */
export function ContactsTable({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const contacts = useContacts(homeId);
  const list = contacts.data ?? [];
  const move = useMutation({
    mutationFn: async ({ id, by }: { id: string; by: -1 | 1 }) => {
      for (const { id: which, order } of reorder(list, id, by)) {
        await request(`/homes/${homeId}/contacts/${which}`, { method: 'PATCH', body: { order } });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['home', homeId, 'contacts'] }),
  });
  return (
    <>
      <p>{t('homes.orderHint')}</p>
      <EntityTable<Contact>
        label={t('homes.contacts')}
        items={contacts.data}
        error={contacts.error}
        failed={t('homes.failed')}
        none={t('homes.noContacts')}
        nameOf={({ name }) => name}
        columns={[
          {
            label: t('homes.add.name'),
            cell: ({ id, name }) => `${list.findIndex((each) => each.id === id) + 1}. ${name}`,
          },
          { label: t('homes.add.relation'), cell: ({ relation }) => t(`relation.${relation}`) },
          { label: t('homes.add.phone'), cell: ({ phone }) => phone },
          { label: t('homes.add.email'), cell: ({ email }) => email },
          {
            label: t('homes.quiet'),
            cell: ({ quietHours }) => quietHours && `${quietHours.from}–${quietHours.to}`,
          },
        ]}
        actions={({ id, name }) =>
          ([-1, 1] as const).map((by) => (
            <BigButton
              key={by}
              busy={move.isPending}
              inert={list.at(by === -1 ? 0 : -1)?.id === id}
              onClick={() => {
                move.mutate({ id, by });
              }}
            >
              <span aria-hidden="true">{by === -1 ? '↑' : '↓'}</span>
              <span className="visually-hidden">
                {t(by === -1 ? 'homes.callEarlier' : 'homes.callLater', { name })}
              </span>
            </BigButton>
          ))
        }
        adder={{
          word: t('homes.add.contact'),
          form: (close) => <ContactForm homeId={homeId} close={close} />,
        }}
        editor={(contact, close) => <ContactForm homeId={homeId} contact={contact} close={close} />}
        remove={{
          send: ({ id }) => request(`/homes/${homeId}/contacts/${id}`, { method: 'DELETE' }),
          changes: [['home', homeId]],
          goes: t('homes.goes.contact'),
        }}
      />
      <ErrorWords error={move.error} />
    </>
  );
}
