/**
 * What is compared when somebody searches: letters and digits alone, in small letters and without accents, so that
 * `138-0000 1234`, `１３８` and `Wang Xiu-Ying` are found however they are written. Doing it twice changes nothing.
 */
export function searchText(written: string): string {
  return written
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
