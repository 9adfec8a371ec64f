import { workOrderSchema } from '../../contracts/work-order.ts';
import { listWorkOrders } from '../../store/list-work-orders.ts';
import { callerOf } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, pageOf, pageQuery } from '../fields.ts';
import { areaInScope } from '../in-scope.ts';

/** What needs repair, for who goes there. */
export async function workOrderRoutes(api: Api, { store }: Context): Promise<void> {
  api.route({
    method: 'GET',
    url: '/work-orders',
    config: { access: ['admin', 'supervisor', 'operator', 'installer'] },
    schema: {
      tags: ['work orders'],
      summary: 'Open technical incidents, bundled by home; a page has `limit` homes',
      querystring: pageQuery.extend({ areaId: idField.optional() }),
      response: { 200: pageOf(workOrderSchema) },
    },
    handler: async (request) => {
      const { areaId } = request.query;
      if (areaId !== undefined) await areaInScope(store, request, areaId);
      return listWorkOrders(store, { ...request.query, scope: callerOf(request).scope });
    },
  });
}
