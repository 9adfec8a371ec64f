import { defineCommand } from 'citty';
import { sql } from 'kysely';
import { SEARCH_KINDS } from '../contracts/search.ts';
import { startPrivatePostgres } from '../standalone/private-postgres.ts';
import { migrate } from '../store/migrate.ts';
import { newId } from '../store/new-id.ts';
import { openStore, type Store } from '../store/open-store.ts';
import type { Scope } from '../store/scope.ts';
import { indexForSearch } from '../store/search-entries.ts';
import { search } from '../store/search.ts';
import { temporaryDir } from '../tests/harness/temporary-dir.ts';
import { percentile } from './side-by-side/statistics.ts';

const AREAS = 200;
const ROWS_AT_ONCE = 2_000;
const ROUNDS = 5;
const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹单曾仇吕沈姚';
const GIVEN = '秀英桂兰玉珍凤霞建国德明炳坤福根阿大美娟素琴金水宝林月仙荣华文彬志强小红';
const STREETS = ['桥弄街', '小河直街', '大兜路', '湖墅南路', '米市巷', '莫干山路', '文三路', '丽水路'];
/** As operators type: one to seven characters of names, initials, pinyin, numbers, addresses and ids. */
const QUERIES = [
  ...[
    '王',
    '秀英',
    '王秀英',
    '桂',
    '单',
    '吕玉',
    '沈炳坤',
    'w',
    'wx',
    'wxy',
    'wangxiu',
    'xiuying',
    'shan',
    'lv',
  ],
  ...[
    '138',
    '1380',
    '13800',
    '0571',
    '999',
    '文三',
    '莫干山路',
    '大兜路 12',
    '3 单元',
    '1201',
    '米市',
    '0x00',
    '0x00158',
  ],
];

/** How long a search takes in a platform of that many homes, each with two residents and a device. */
async function benchSearch(homes: number): Promise<void> {
  const releasers: (() => unknown)[] = [];
  try {
    const { dir, remove } = await temporaryDir();
    releasers.push(remove);
    const postgres = await startPrivatePostgres({ dir });
    releasers.push(() => postgres.stop());
    await migrate(postgres.url);
    const store = openStore({ databaseUrl: postgres.url, connections: 4 });
    releasers.push(() => store.destroy());
    const began = performance.now();
    const areas = await fill(store, homes);
    await sql`vacuum analyze`.execute(store);
    const seconds = Math.round((performance.now() - began) / 1_000);
    console.log(`${homes} homes, ${2 * homes} people, ${homes} devices written in ${seconds} s`);
    await ask(store, 'everything', { all: true });
    await ask(store, `one area of ${AREAS}`, { all: false, areaIds: areas.slice(0, 1), homeIds: [] });
  } finally {
    for (const release of releasers.reverse()) await release();
  }
}

async function ask(store: Store, name: string, scope: Scope): Promise<void> {
  const scopes = new Map(SEARCH_KINDS.map((kind) => [kind, scope]));
  const taken: { q: string; ms: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const q of QUERIES) {
      const began = performance.now();
      await search(store, { q, limit: 6, scopes });
      taken.push({ q, ms: performance.now() - began });
    }
  }
  const all = taken.map(({ ms }) => ms);
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(all, share).toFixed(0));
  const slowest = taken.toSorted((a, b) => b.ms - a.ms).slice(0, 5);
  const worst = slowest.map(({ q, ms }) => `${q} ${ms.toFixed(0)} ms`).join(', ');
  console.log(
    `${name}: ${QUERIES.length} queries ${ROUNDS} times, p50 ${p50} ms, p99 ${p99} ms; slowest: ${worst}`,
  );
}

/** @returns the areas */
async function fill(store: Store, homes: number): Promise<string[]> {
  const areas = Array.from({ length: AREAS }, newId);
  await store
    .insertInto('areas')
    .values(areas.map((id, n) => ({ id, name: `第${n + 1}社区`, path: [id] })))
    .execute();
  await indexForSearch(
    store,
    'area',
    areas.map((id, n) => ({ id, name: `第${n + 1}社区` })),
  );
  for (let from = 0; from < homes; from += ROWS_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(ROWS_AT_ONCE, homes - from) }, (_, n) => from + n);
    const ids = numbers.map(newId);
    const placed = numbers.map((n, at) => ({
      id: ids[at] ?? '',
      area_id: areas[n % AREAS] ?? '',
      address: `${pick(STREETS, n)} ${(n % 997) + 1} 号 ${(n % 6) + 1} 单元 ${(n % 30) + 1}0${(n % 4) + 1} 室`,
      timezone: 'Asia/Shanghai',
    }));
    const people = numbers.flatMap((n, at) =>
      [0, 1].map((second) => ({
        id: newId(),
        home_id: ids[at] ?? '',
        name: nameOf(2 * n + second),
        phone: `1${3 + (n % 7)}${String((n * 7_919 + second) % 1_000_000_000).padStart(9, '0')}`,
      })),
    );
    const devices = numbers.map((n, at) => ({
      id: newId(),
      home_id: ids[at] ?? '',
      kind: 'sos' as const,
      ieee_address: `0x00158d${(n * 104_729).toString(16).padStart(10, '0').slice(-10)}`,
      friendly_name: null,
    }));
    await store.insertInto('homes').values(placed).execute();
    await store
      .insertInto('residents')
      .values(people.map((person) => ({ ...person, lives_alone: true, conditions: [] })))
      .execute();
    await store.insertInto('devices').values(devices).execute();
    await indexForSearch(store, 'home', placed);
    await indexForSearch(store, 'resident', people);
    await indexForSearch(store, 'device', devices);
  }
  return areas;
}

function nameOf(n: number): string {
  const given = [...GIVEN];
  const second = n % 5 === 0 ? '' : pick(given, Math.trunc(n / 31) * 7 + n);
  return `${pick([...SURNAMES], n)}${pick(given, n * 13)}${second}`;
}

function pick<T>(from: readonly T[], n: number): T {
  return from[n % from.length] as T;
}

export const searchCommand = defineCommand({
  meta: { name: 'search', description: 'Searching by name, number and address in a large platform' },
  args: { homes: { type: 'string', default: '250000', description: 'each with two residents and a device' } },
  run: ({ args }) => benchSearch(Number(args.homes)),
});
