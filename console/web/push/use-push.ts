import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request.ts';
import { decodeKey } from './decode-key.ts';
import { pushState, type PushState } from './push-state.ts';

const KEY = ['push'];
const WORKER = '/push-worker.js';

interface Push {
  state: PushState;
  /** the platform's VAPID key */
  key: string | null;
}

/** Whether push messages reach this device. */
export function usePush() {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }): Promise<Push> => {
      const { publicKey: key } = await request<{ publicKey: string | null }>('/push/key', { signal });
      const supported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
      const subscription = supported ? await currentSubscription() : null;
      const permission = supported ? Notification.permission : 'default';
      return { key, state: pushState({ supported, key, permission, subscribed: subscription !== null }) };
    },
    staleTime: Infinity,
  });
}

/** Subscribes this device, or ends that. The platform is told before a person reads that it is so. */
export function useChangePush() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string | undefined) => (key === undefined ? unsubscribe() : subscribe(key)),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

async function currentSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration('/');
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function subscribe(key: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return;
  await navigator.serviceWorker.register(WORKER, { scope: '/', updateViaCache: 'none' });
  const { pushManager } = await navigator.serviceWorker.ready;
  // One made with an older key of the platform is worth nothing, and the browser would refuse a second one.
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: decodeKey(key),
  });
  const { endpoint, keys } = subscription.toJSON();
  await request('/push/subscriptions', { method: 'POST', body: { endpoint, keys } });
}

async function unsubscribe(): Promise<void> {
  const subscription = await currentSubscription();
  if (subscription === null) return;
  await request('/push/subscriptions', { method: 'DELETE', body: { endpoint: subscription.endpoint } });
  await subscription.unsubscribe();
}
