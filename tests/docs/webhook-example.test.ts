import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { signWebhook } from '../../channels/webhook-signature.ts';
import { temporaryDir } from '../harness/temporary-dir.ts';

const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
const secret = 'the secret of this webhook';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

it('the receiver in docs/webhooks.md takes what is signed once, and refuses what is not or is old', async () => {
  const { dir, remove } = await temporaryDir();
  onTestFinished(remove);
  const file = join(dir, 'receiver.mjs');
  await writeFile(file, /```js\n([^]*?)```/.exec(page)?.[1] ?? '');
  const port = await freePort();
  const receiver = spawn(process.execPath, [file], {
    env: { PORT: String(port), WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void receiver.kill());
  let said = '';
  receiver.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));

  const body = '{"title":"请马上去看望"}';
  const post = async (id: string, timestamp: number, key = secret): Promise<number> => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body,
      headers: {
        'anju-id': id,
        'anju-timestamp': String(timestamp),
        'anju-signature': signWebhook({ secret: key, id, timestamp, body }),
      },
    });
    return answer.status;
  };
  const now = Math.floor(Date.now() / 1_000);
  await vi.waitFor(async () => expect(await post('n-1', now)).toBe(204), { timeout: 15_000 });
  expect(await post('n-1', now + 1)).toBe(204);
  expect(await post('n-2', now, 'another secret')).toBe(401);
  expect(await post('n-3', now - 400)).toBe(401);
  await vi.waitFor(() => expect(said).toContain(body), 15_000);
  expect(said.split(body)).toHaveLength(2);
});
