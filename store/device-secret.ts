import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new device secret: 256 random bits, base64url. Shown once; only its SHA-256 is kept. */
export function newDeviceSecret(): { secret: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hashDeviceSecret(secret) };
}

/** A fast hash is right here: the secret is random, and a slow one would only throttle reconnect storms. */
export function hashDeviceSecret(secret: string | Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Constant-time comparison of what a client sent with the stored hash. */
export function deviceSecretMatches(sent: string | Buffer, hash: Buffer): boolean {
  return hash.length === 32 && timingSafeEqual(hashDeviceSecret(sent), hash);
}
