import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';
import { request, setCsrfToken } from '../api/request.ts';
import type { Session } from '../api/shapes.ts';

const KEY = ['session'];

/** Who is logged in on this computer; null: nobody. An unreachable platform is an error that is tried again. */
export function useSession() {
  return useQuery({
    queryKey: KEY,
    queryFn: readSession,
    retry: true,
    retryDelay: 2_000,
    staleTime: Infinity,
  });
}

async function readSession(): Promise<Session | null> {
  try {
    const session = await request<Session>('/session');
    setCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export function useLogin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { username: string; password: string }) =>
      request<Session>('/session', { method: 'POST', body }),
    onSuccess: (session) => {
      setCsrfToken(session.csrfToken);
      client.setQueryData(KEY, session);
    },
  });
}

export function useLogout() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<undefined>('/session', { method: 'DELETE' }),
    // Nothing of the residents stays on a shared workstation.
    onSettled: () => {
      client.clear();
      client.setQueryData(KEY, null);
    },
  });
}

/** Called when the platform no longer knows the session: the login page comes back. */
export function useForgetSession(): () => void {
  const client = useQueryClient();
  return () => {
    client.setQueryData(KEY, null);
  };
}
