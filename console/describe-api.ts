import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerViewSchema } from '../contracts/answer.ts';
import { auditEntrySchema } from '../contracts/audit.ts';
import { ERRORS } from '../contracts/errors.ts';
import { areaProtectionSchema, mappedHomeSchema } from '../contracts/home-state.ts';
import * as home from '../contracts/home.ts';
import { incidentEventSchema, incidentSchema } from '../contracts/incident.ts';
import { policyInForceSchema, policySchema, policyVersionSchema } from '../contracts/policy.ts';
import { escalationPreviewSchema } from '../contracts/escalation-preview.ts';
import { dutySchema } from '../contracts/duty.ts';
import { notificationSchema } from '../contracts/notification.ts';
import { webhookSchema } from '../contracts/webhook.ts';
import { workOrderSchema } from '../contracts/work-order.ts';
import { platformSchema } from '../contracts/live.ts';
import { maintenanceSchema } from '../contracts/maintenance.ts';
import { principalSchema } from '../contracts/people.ts';
import { declarePublic } from './authorize.ts';
import type { Api } from './context.ts';
import { problemSchema } from './to-problem.ts';

const DESCRIPTION = `The HTTP API of Anju, the dispatch centre that watches over old people who live alone.

Log in with \`POST /api/v1/session\`; the answer sets a cookie and gives a \`csrfToken\`, which every writing request
sends back as \`x-csrf-token\`. Lists are read page by page: \`nextCursor\` of one answer is \`cursor\` of the next
request. Errors are RFC 9457 problems with one of these codes:

${Object.entries(ERRORS)
  .map(([code, { status, title }]) => `- \`${code}\` (${status}): ${title}`)
  .join('\n')}`;

/** Schemas that have a name of their own in the document. */
const named = z.registry<{ id: string }>();
named.add(home.areaSchema, { id: 'Area' });
named.add(home.homeSchema, { id: 'Home' });
named.add(home.residentSchema, { id: 'Resident' });
named.add(home.contactSchema, { id: 'Contact' });
named.add(home.deviceSchema, { id: 'Device' });
named.add(home.userSchema, { id: 'User' });
named.add(principalSchema, { id: 'Principal' });
named.add(incidentEventSchema, { id: 'IncidentEvent' });
named.add(incidentSchema, { id: 'Incident' });
named.add(maintenanceSchema, { id: 'Maintenance' });
named.add(notificationSchema, { id: 'Notification' });
named.add(policySchema, { id: 'Policy' });
named.add(policyInForceSchema, { id: 'PolicyInForce' });
named.add(policyVersionSchema, { id: 'PolicyVersion' });
named.add(escalationPreviewSchema, { id: 'EscalationPreview' });
named.add(dutySchema, { id: 'Duty' });
named.add(webhookSchema, { id: 'Webhook' });
named.add(mappedHomeSchema, { id: 'MappedHome' });
named.add(areaProtectionSchema, { id: 'AreaProtection' });
named.add(workOrderSchema, { id: 'WorkOrder' });
named.add(auditEntrySchema, { id: 'AuditEntry' });
named.add(platformSchema, { id: 'Platform' });
named.add(answerViewSchema, { id: 'AnswerView' });
named.add(problemSchema, { id: 'Problem' });

/** OpenAPI at `/api/v1/openapi.json` and a page to read it at `/api/v1/docs`, made of the routes' own schemas. */
export async function describeApi(app: Api): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Anju', version: '1', description: DESCRIPTION, license: { name: 'Apache-2.0' } },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'anju_session' } },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry: named }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: named }),
  });
  app.addHook('onRoute', (route) => {
    const access = route.config?.access;
    if (route.schema === undefined || access === undefined) return;
    const error = {
      description: 'Error',
      content: { 'application/problem+json': { schema: problemSchema } },
    };
    const response = (route.schema.response ?? {}) as Record<string, unknown>;
    route.schema.response = { ...response, '4xx': error, '5xx': error };
    if (access === 'public') return;
    route.schema.security = [{ session: [] }];
    route.schema.description ??= `For: ${access.join(', ')}.`;
  });
  await app.register(async (scope) => {
    declarePublic(scope);
    await scope.register(swaggerUi, { routePrefix: '/api/v1/docs', uiConfig: { validatorUrl: null } });
  });
  app.route({
    method: 'GET',
    url: '/api/v1/openapi.json',
    config: { access: 'public' },
    schema: { hide: true },
    handler: async (_request, reply) =>
      reply
        .type('application/json')
        .serializer((document) => JSON.stringify(document))
        .send(withoutUnused(app.swagger())),
  });
}

/** Every named schema comes as what is read and as what is sent; most are only ever one of the two. */
function withoutUnused(document: ReturnType<Api['swagger']>): unknown {
  if (typeof document === 'string' || !('components' in document)) return document;
  const text = JSON.stringify(document);
  const used = Object.entries(document.components?.schemas ?? {}).filter(([name]) =>
    text.includes(`"#/components/schemas/${name}"`),
  );
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(used) } };
}
