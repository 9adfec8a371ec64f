import { ERRORS } from '../contracts/errors.ts';

/** docs/errors.md: every error code, from the one list. */
export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, title, remedy }]) => `| \`${code}\` | ${status} | ${title} | ${remedy} |`,
  );
  return `# Error codes

Made by \`npx tsx scripts/write-docs.ts\` from \`contracts/errors.ts\`; a test compares.

Errors of the HTTP API are RFC 9457 problems (\`application/problem+json\`) with a stable \`code\`:
\`{type, title, status, detail, code, remedy}\`. \`detail\` names the thing; of an \`internal\` error it gives only the
request id, under which the log has the rest.

| code | status | what | what to do |
|---|---|---|---|
${rows.join('\n')}
`;
}
