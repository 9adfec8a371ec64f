import type { RouteAccess } from './authorize.ts';

/** docs/access.md: who may use which route, as the routes themselves declare it. */
export function accessPage(routes: readonly RouteAccess[]): string {
  const rows = routes
    .filter(({ url, method }) => url.startsWith('/api/v1/') && method !== 'HEAD')
    .flatMap(({ method, url, access }) =>
      access === undefined || access === 'public'
        ? []
        : [`| ${method} | \`${url}\` | ${access.join(', ')} |`],
    );
  return `# Who may do what

Made by \`npx tsx scripts/write-docs.ts\` from the routes; a test compares.

Admins see everything. Supervisors, operators and installers see the homes of their areas and of all areas below.
Family members see their own homes. Whoever asks for more gets 403 \`out_of_scope\`, and the attempt is in the log
and in the audit trail (\`access.refused\`). Only the roles that a route names count for its scope: an operator who is
also somebody's daughter reads about that home, and acts in her areas only.

| method | route | roles |
|---|---|---|
${rows.join('\n')}
`;
}
