import { expect, test, vi } from 'vitest';
import type { Principal } from '../contracts/people.ts';
import { hearViewing } from './hear-viewing.ts';
import type { Look } from './viewing.ts';

const A = '0198c0de-0000-7000-8000-00000000000a';
const B = '0198c0de-0000-7000-8000-00000000000b';
const li: Principal = { id: 'li', username: 'li', name: 'Li', roles: ['operator'], areaIds: [], homeIds: [] };

function heard(mayLook: (id: string) => Promise<boolean> = () => Promise.resolve(true)) {
  const looks: (Look | undefined)[] = [];
  const rooms = new Set<string>();
  let refused = 0;
  const { said, gone } = hearViewing(
    {
      id: 's1',
      principal: () => li,
      join: (room) => rooms.add(room),
      leave: (room) => rooms.delete(room),
    },
    {
      viewing: { look: (_id, look) => Promise.resolve(void looks.push(look)) },
      mayLook: (_principal, id) => mayLook(id),
      onRefused: () => void refused++,
      onError: (error) => expect.fail(error.message),
    },
  );
  return { looks, rooms, refused: () => refused, say: (...words: unknown[]) => said(words), gone };
}

test('what a screen shows is told, and the room of the incident before is left', async () => {
  const { say, looks, rooms } = heard();
  say(A, 'calling');
  await vi.waitFor(
    () => expect(looks).toEqual([{ incidentId: A, userId: 'li', name: 'Li', acting: 'calling' }]),
    15_000,
  );
  say(B);
  await vi.waitFor(() => expect(looks.at(-1)).toMatchObject({ incidentId: B, acting: undefined }), 15_000);
  expect([...rooms]).toEqual([`viewing:${B}`]);
  say(null);
  await vi.waitFor(() => expect(looks.at(-1)).toBeUndefined(), 15_000);
  expect([...rooms]).toEqual([]);
});

test('who asks for what is not theirs shows nothing, and is counted', async () => {
  const { say, looks, rooms, refused } = heard((id) => Promise.resolve(id !== B));
  say(A);
  say(B);
  await vi.waitFor(() => expect(looks).toHaveLength(2), 15_000);
  expect(looks.at(-1)).toBeUndefined();
  expect([...rooms]).toEqual([]);
  expect(refused()).toBe(1);
});

test('nonsense changes nothing and is counted; of many said at once only the last is looked up', async () => {
  const { say, looks, refused } = heard();
  for (const words of [[], ['x'], [{}], [A, 'dancing'], [7]]) say(...words);
  expect(refused()).toBe(5);
  say(A);
  for (let n = 0; n < 50; n++) say(n % 2 ? A : B);
  await vi.waitFor(() => expect(looks.at(-1)).toMatchObject({ incidentId: A }), 15_000);
  expect(looks).toHaveLength(2);
});

test('a socket that goes while its incident is looked up does not stay behind as a viewer', async () => {
  let answer: (may: boolean) => void = () => undefined;
  const { say, gone, looks } = heard(() => new Promise((resolve) => (answer = resolve)));
  say(A);
  gone();
  answer(true);
  await vi.waitFor(() => expect(looks).toHaveLength(2), 15_000);
  expect(looks.at(-1)).toBeUndefined();
});
