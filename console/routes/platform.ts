import { platformSchema } from '../../contracts/live.ts';
import { EVERYONE } from '../authorize.ts';
import type { Api, Context } from '../context.ts';

/** How the platform is. */
export async function platformRoutes(api: Api, { platform }: Context): Promise<void> {
  api.route({
    method: 'GET',
    url: '/platform',
    config: { access: EVERYONE },
    schema: { tags: ['platform'], summary: 'Health of every part', response: { 200: platformSchema } },
    handler: async () => platform(),
  });
}
