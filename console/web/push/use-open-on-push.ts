import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

/** The click on a pushed notification opens its incident in the page that is there, whose sound stays armed. */
export function useOpenOnPush(): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const onMessage = ({ data }: MessageEvent<unknown>) => {
      const id = incidentOf(data);
      if (id !== undefined) void navigate({ to: '/incidents/$id', params: { id } });
    };
    navigator.serviceWorker.addEventListener('message', onMessage);
    return () => {
      navigator.serviceWorker.removeEventListener('message', onMessage);
    };
  }, [navigate]);
}

/** The worker says `{type: 'open', path: '/incidents/…'}`. */
function incidentOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || Reflect.get(data, 'type') !== 'open') return undefined;
  const path: unknown = Reflect.get(data, 'path');
  return typeof path === 'string' ? /^\/incidents\/([\w-]+)$/.exec(path)?.[1] : undefined;
}
