import type { SearchHit } from '../../../contracts/search.ts';

/** Where something found is opened: a person or a device in its home. */
export function hitPath({ kind, id, homeId }: Pick<SearchHit, 'kind' | 'id' | 'homeId'>): string {
  switch (kind) {
    case 'incident':
      return `/incidents/${id}`;
    case 'home':
      return `/homes/${id}`;
    case 'resident':
    case 'contact':
    case 'device':
      return `/homes/${homeId ?? ''}`;
    case 'area':
      return '/admin/areas';
    case 'user':
      return '/admin/users';
  }
}
