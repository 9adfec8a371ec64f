import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useConnection } from '../live/live-context.ts';

/** After a loss everything that is on the screen is asked for again: the live updates alone do not carry it all. */
export function useRefreshAfterLoss(): void {
  const client = useQueryClient();
  const { restoredAt } = useConnection();
  useEffect(() => {
    if (restoredAt !== undefined) void client.invalidateQueries();
  }, [client, restoredAt]);
}
