import type { SearchHit } from '../../../contracts/search.ts';

/** Where something found is opened: itself, or the part of its home's page where it stands. */
export function hitPath({ kind, id, homeId = '' }: Pick<SearchHit, 'kind' | 'id' | 'homeId'>): string {
  switch (kind) {
    case 'incident':
      return `/incidents/${id}`;
    case 'home':
      return `/homes/${id}`;
    // The overview says first who lives there, and whether anybody watches over them.
    case 'resident':
      return `/homes/${homeId}`;
    case 'contact':
      return `/homes/${homeId}?tab=people`;
    case 'device':
      return `/homes/${homeId}?tab=devices`;
    case 'area':
      return `/admin/areas?open=${id}`;
    case 'user':
      return `/admin/users?open=${id}`;
  }
}
