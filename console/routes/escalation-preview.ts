import { z } from 'zod';
import { alarmTypeSchema, priorityOf } from '../../contracts/alarm.ts';
import { AnjuError } from '../../contracts/errors.ts';
import { escalationPreviewSchema, type PreviewWarning } from '../../contracts/escalation-preview.ts';
import { stepsSchema } from '../../contracts/policy.ts';
import { readConfiguredChannels } from '../../store/configured-channels.ts';
import { effectivePolicies } from '../../store/effective-policy.ts';
import { homeClock } from '../../store/home-clock.ts';
import { readCallContext } from '../../store/read-call-context.ts';
import { STAFF_READING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField } from '../fields.ts';
import { homeInScope } from '../in-scope.ts';
import { previewEscalation } from '../preview-escalation.ts';

const UNKNOWN: PreviewWarning = {
  code: 'channels_unknown',
  text: 'The alerting service has not yet said which channels are configured; only screens are counted.',
};

/** A dry run of escalation: nobody is called. */
export async function escalationPreviewRoutes(api: Api, { store, now, present }: Context): Promise<void> {
  api.route({
    method: 'POST',
    url: '/homes/:homeId/escalation-preview',
    config: { access: STAFF_READING },
    schema: {
      tags: ['policies'],
      summary:
        'Who would be reached when, if this happened in this home; with `steps`, by steps not yet saved',
      params: z.object({ homeId: idField }),
      body: z.strictObject({
        type: alarmTypeSchema,
        /** decides quiet hours and who is on duty; now when not given */
        at: z.iso.datetime({ offset: true }).optional(),
        steps: stepsSchema.optional(),
        minutes: z.number().int().min(0).max(240).default(5),
      }),
      response: { 200: escalationPreviewSchema },
    },
    handler: async (request) => {
      const { type, at: wanted, steps, minutes } = request.body;
      const home = await homeInScope(store, request, request.params.homeId);
      const at = wanted === undefined ? now() : Date.parse(wanted);
      const people = await readCallContext(store, home.id, at);
      if (people === undefined) throw new AnjuError('not_found', `there is no home ${home.id}`);
      const priority = priorityOf(type);
      const { [priority]: inForce } = await effectivePolicies(store, { homeId: home.id });
      const configured = await readConfiguredChannels(store);
      const preview = previewEscalation({
        policy: steps === undefined ? inForce : { version: 0, priority, steps },
        people,
        priority,
        at,
        minutes,
        configured: configured ?? new Set(),
        present: await present(people.users.map(({ id }) => id)),
        clock: homeClock(home.timezone),
      });
      return configured ? preview : { ...preview, warnings: [UNKNOWN, ...preview.warnings] };
    },
  });
}
