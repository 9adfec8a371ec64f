import { expect, test } from 'vitest';
import { AnjuError } from '../contracts/errors.ts';
import { toProblem } from './to-problem.ts';

const request = { id: 'request-1', method: 'POST' };
const pgError = (code: string) => Object.assign(new Error('Key (name)=(secret) already there'), { code });

test('an error of ours keeps its code and detail', () => {
  expect(toProblem(new AnjuError('out_of_scope', 'home 1 is not yours'), request)).toEqual({
    type: 'urn:anju:error:out_of_scope',
    title: 'This lies outside your areas or homes',
    status: 403,
    detail: 'home 1 is not yours',
    code: 'out_of_scope',
    remedy: 'Ask a supervisor for access to the area.',
  });
});

test('an unexpected error tells the request id and nothing else', () => {
  const problem = toProblem(new Error('connect postgres://anju:hunter2@db'), request);
  expect(problem).toMatchObject({ status: 500, code: 'internal', detail: 'request id request-1' });
  expect(JSON.stringify(problem)).not.toContain('hunter2');
  expect(toProblem('not even an error', request).code).toBe('internal');
  expect(toProblem(undefined, request).code).toBe('internal');
});

test('the database’s refusals become codes, without what the database said', () => {
  expect(toProblem(pgError('23505'), request).code).toBe('already_exists');
  expect(toProblem(pgError('23503'), request).code).toBe('bad_request');
  expect(toProblem(pgError('23503'), { ...request, method: 'DELETE' }).code).toBe('in_use');
  expect(toProblem(pgError('57P01'), request)).toMatchObject({ code: 'unavailable', status: 503 });
  expect(toProblem(pgError('ECONNREFUSED'), request).code).toBe('unavailable');
  expect(toProblem(pgError('57014'), request).code).toBe('unavailable');
  expect(toProblem(pgError('53100'), request).code).toBe('unavailable');
  expect(toProblem(pgError('42P01'), request).code).toBe('internal');
  expect(JSON.stringify(toProblem(pgError('23505'), request))).not.toContain('secret');
});
