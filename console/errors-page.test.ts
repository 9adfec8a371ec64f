import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { errorsPage } from './errors-page.ts';

test('docs/errors.md lists every error code with its status and remedy, and none that is gone', async () => {
  const documented = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8');
  expect(documented).toBe(await format(errorsPage(), { parser: 'markdown' }));
});
