import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import webPush from 'web-push';
import { z } from 'zod';

const keysSchema = z.object({ publicKey: z.string(), privateKey: z.string() });

/**
 * The key pair of Web Push (VAPID, RFC 8292) as environment, made up once and kept under DATA_DIR: browsers are
 * subscribed to the public one for as long as they live.
 * @param env ours; where it has keys, nothing is made and nothing returned
 * @throws Error naming the file when it is there and cannot be read: a new pair would silence every browser
 */
export async function keptVapidKeys(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  if (env.VAPID_PUBLIC_KEY || env.VAPID_PRIVATE_KEY) return {};
  const file = join(dataDir, 'vapid.json');
  const { publicKey, privateKey } = (await read(file)) ?? (await make(file));
  return {
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
    VAPID_SUBJECT: 'mailto:admin@localhost',
  };
}

async function read(file: string): Promise<z.infer<typeof keysSchema> | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return keysSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(
      `${file} is not a pair of VAPID keys: restore it, or remove it and let browsers subscribe again`,
      {
        cause: error,
      },
    );
  }
}

async function make(file: string): Promise<z.infer<typeof keysSchema>> {
  const keys = webPush.generateVAPIDKeys();
  await writeFile(file, `${JSON.stringify(keys)}\n`, { mode: 0o600 });
  return keys;
}
