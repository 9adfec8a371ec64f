/** Whose form a list opens, as it stands in the page's address: `?open={id}`. */
export interface OpenSearch {
  open?: string;
}

export function openSearch({ open }: Record<string, unknown>): OpenSearch {
  return typeof open === 'string' && open !== '' ? { open } : {};
}
