import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The environment in which a program sees the clock that `clockFile` says (`+3600s`), while its monotonic clock goes on
 * undisturbed, as on a machine whose clock is set.
 * @throws Error naming Debian's package where it is missing
 */
export function newestFaketime(clockFile: string): Record<string, string> {
  const library = readdirSync('/usr/lib')
    .map((folder) => join('/usr/lib', folder, 'faketime'))
    .flatMap((folder) => {
      try {
        return readdirSync(folder).map((name) => join(folder, name));
      } catch {
        return [];
      }
    })
    .find((path) => path.endsWith('libfaketimeMT.so.1'));
  if (library === undefined) {
    throw new Error(
      'libfaketime was not found: apt-get install faketime, or leave the clock out with --only',
    );
  }
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clockFile,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  };
}
