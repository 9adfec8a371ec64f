import { expect, test, vi } from 'vitest';
import { createPaletteRegistry, type PaletteAction } from './palette-registry.ts';

const action = (id: string): PaletteAction => ({ id, label: id, group: 'screen', run: () => undefined });
const ids = (registry: ReturnType<typeof createPaletteRegistry>) => registry.read().map(({ id }) => id);

test('what is announced is there until it is taken back, and who listens is told each time', () => {
  const registry = createPaletteRegistry();
  const heard = vi.fn();
  const stop = registry.listen(heard);
  const [queue, shell] = [registry.slot(), registry.slot()];
  queue.announce([action('next'), action('previous')]);
  shell.announce([action('help')]);
  expect(ids(registry)).toEqual(['next', 'previous', 'help']);
  queue.announce([action('next')]);
  expect(ids(registry), 'it stays where it was').toEqual(['next', 'help']);
  queue.close();
  expect(ids(registry)).toEqual(['help']);
  expect(heard).toHaveBeenCalledTimes(4);
  stop();
  shell.announce([action('late')]);
  expect(heard).toHaveBeenCalledTimes(4);
});

test('nothing changes for who reads as long as nothing is announced', () => {
  const registry = createPaletteRegistry();
  registry.slot().announce([action('help')]);
  expect(registry.read()).toBe(registry.read());
});
