import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import { contactSchema, quietHoursSchema } from '../../contracts/home.ts';
import { localeSchema } from '../../contracts/notification.ts';
import { relationSchema } from '../../contracts/people.ts';
import { change } from '../../store/change.ts';
import {
  deleteContact,
  findContact,
  insertContact,
  listContacts,
  updateContact,
} from '../../store/contacts.ts';
import { callerOf, MANAGING, STAFF_READING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, nameField, noContent, optionalText, pageOf, pageQuery } from '../fields.ts';
import { homeInScope } from '../in-scope.ts';

const homeParams = z.object({ homeId: idField });
const params = homeParams.extend({ contactId: idField });
const tags = ['contacts'];
const fields = z.strictObject({
  name: nameField,
  relation: relationSchema,
  phone: optionalText,
  email: z.email('must be an e-mail address').max(200).nullable().optional(),
  order: z.number().int().min(0).max(1000).optional(),
  locale: localeSchema.optional(),
  preferredChannels: z
    .array(z.enum(['voice', 'sms', 'email']))
    .max(10)
    .transform((channels) => [...new Set(channels)])
    .optional(),
  quietHours: quietHoursSchema.nullable().optional(),
});

/** Who is called when something happens, and who has the key. */
export async function contactRoutes(api: Api, { store }: Context): Promise<void> {
  const find = async (homeId: string, id: string) => {
    const contact = await findContact(store, homeId, id);
    if (contact === undefined) throw new AnjuError('not_found', `home ${homeId} has no contact ${id}`);
    return contact;
  };

  api.route({
    method: 'GET',
    url: '/homes/:homeId/contacts',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary: 'List the contacts of a home in the order in which they are called',
      params: homeParams,
      querystring: pageQuery,
      response: { 200: pageOf(contactSchema) },
    },
    handler: async (request) => {
      const home = await homeInScope(store, request, request.params.homeId);
      return listContacts(store, home.id, request.query);
    },
  });

  api.route({
    method: 'POST',
    url: '/homes/:homeId/contacts',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Add a contact',
      params: homeParams,
      body: fields,
      response: { 201: contactSchema },
    },
    handler: async (request, reply) => {
      const { principal } = callerOf(request);
      const home = await homeInScope(store, request, request.params.homeId);
      const contact = await change(store, async (trx) => {
        const result = await insertContact(trx, home.id, request.body);
        return {
          result,
          audit: {
            actor: principal.id,
            action: 'contact.added',
            subject: `contact:${result.id}`,
            homeId: home.id,
          },
        };
      });
      return reply.code(201).send(contact);
    },
  });

  api.route({
    method: 'GET',
    url: '/homes/:homeId/contacts/:contactId',
    config: { access: STAFF_READING },
    schema: { tags, summary: 'One contact', params, response: { 200: contactSchema } },
    handler: async (request) => {
      const home = await homeInScope(store, request, request.params.homeId);
      return find(home.id, request.params.contactId);
    },
  });

  api.route({
    method: 'PATCH',
    url: '/homes/:homeId/contacts/:contactId',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Change a contact',
      params,
      body: fields.partial(),
      response: { 200: contactSchema },
    },
    handler: async (request) => {
      const { principal } = callerOf(request);
      const home = await homeInScope(store, request, request.params.homeId);
      const contact = await find(home.id, request.params.contactId);
      return change(store, async (trx) => ({
        result: await updateContact(trx, contact.id, request.body),
        audit: {
          actor: principal.id,
          action: 'contact.changed',
          subject: `contact:${contact.id}`,
          homeId: home.id,
          detail: { fields: Object.keys(request.body) },
        },
      }));
    },
  });

  api.route({
    method: 'DELETE',
    url: '/homes/:homeId/contacts/:contactId',
    config: { access: MANAGING },
    schema: { tags, summary: 'Remove a contact', params, response: { 204: noContent } },
    handler: async (request, reply) => {
      const { principal } = callerOf(request);
      const home = await homeInScope(store, request, request.params.homeId);
      const contact = await find(home.id, request.params.contactId);
      await change(store, async (trx) => ({
        result: await deleteContact(trx, contact.id),
        audit: {
          actor: principal.id,
          action: 'contact.removed',
          subject: `contact:${contact.id}`,
          homeId: home.id,
        },
      }));
      return reply.code(204).send();
    },
  });
}
