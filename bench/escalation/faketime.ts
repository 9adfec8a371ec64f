import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

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

/** In place of setpriv: the program that it starts gets the library, it itself does not. */
const SHIM = `#!/bin/sh
for arg do
  shift
  set -- "$@" "$arg"
  if [ "$arg" = "--" ]; then set -- "$@" env "LD_PRELOAD=$ANJU_FAKETIME"; fi
done
PATH=\${PATH#*:} exec setpriv "$@"
`;

/**
 * The environment for a program that is started as another user through setpriv: the library makes a semaphore that
 * only the user who loads it first may open, so it must be loaded after the change of user.
 */
export async function faketimeBehindSetpriv(
  faked: Readonly<Record<string, string>>,
  dir: string,
): Promise<Record<string, string>> {
  const { LD_PRELOAD: library, ...rest } = faked;
  if (library === undefined || process.getuid?.() !== 0) return faked;
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'setpriv'), SHIM, { mode: 0o755 });
  return { ...rest, ANJU_FAKETIME: library, PATH: `${dir}${delimiter}${process.env['PATH'] ?? ''}` };
}
