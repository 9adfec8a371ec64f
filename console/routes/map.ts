import { mapSettingsSchema } from '../../contracts/map-settings.ts';
import { EVERYONE } from '../authorize.ts';
import type { Api } from '../context.ts';
import type { MapTiles } from '../map-tiles.ts';

/** What a map is drawn with. */
export async function mapRoutes(api: Api, { tiles }: { tiles: MapTiles | undefined }): Promise<void> {
  api.route({
    method: 'GET',
    url: '/map-settings',
    config: { access: EVERYONE },
    schema: {
      tags: ['protection'],
      summary: 'Where map tiles come from; without `tiles` a map has a plain ground',
      response: { 200: mapSettingsSchema },
    },
    handler: async () =>
      tiles === undefined ? {} : { tiles: { url: tiles.url, attribution: tiles.attribution } },
  });
}
