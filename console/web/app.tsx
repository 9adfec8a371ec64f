import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from './api/api-error.ts';
import { LanguageProblem } from './i18n/language-problem.tsx';
import { LiveProvider } from './live/live-provider.tsx';
import { createAppRouter } from './router.tsx';
import { SessionGate } from './session/session-gate.tsx';
import { cssVariables, theme } from './theme.ts';

/** What the platform refuses stays refused; what did not answer is asked again. */
function retry(failures: number, error: unknown): boolean {
  const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return !refused && failures < 3;
}

export function App() {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry, networkMode: 'always' } } }),
  );
  const [router] = useState(createAppRouter);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <LanguageProblem />
        <SessionGate>
          <LiveProvider>
            <RouterProvider router={router} />
          </LiveProvider>
        </SessionGate>
      </QueryClientProvider>
    </MantineProvider>
  );
}
