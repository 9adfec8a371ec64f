// Who may import whom: the table of docs/architecture.md, checked.
const services = ['broker', 'ingest', 'alerting', 'watchdog', 'console'];
/** Only these reach people outside the platform. */
const reaching = ['alerting', 'watchdog', 'console'];
const own =
  '^(broker|ingest|alerting|watchdog|console|device-sim|channels|contracts|service|store|standalone|tests|bench|scripts)/';

const only = (folder, { from = `^${folder}/`, fromNot, allowed, why }) => ({
  name: `${folder.replace('/', '-')}-imports`,
  comment: why,
  severity: 'error',
  from: { path: from, ...(fromNot && { pathNot: fromNot }) },
  to: { path: own, pathNot: allowed.map((path) => `^${path}/`) },
});

module.exports = {
  forbidden: [
    ...services.map((name) =>
      only(name, {
        fromNot: '^console/web/',
        allowed: [name, 'contracts', 'service', 'store', ...(reaching.includes(name) ? ['channels'] : [])],
        why: 'Services talk through Redis and HTTP, never by import: each must start, stop and scale alone.',
      }),
    ),
    {
      name: 'console-server-not-web',
      comment: 'The server serves the built web app; its sources belong to the browser.',
      severity: 'error',
      from: { path: '^console/', pathNot: '^console/web/' },
      to: { path: '^console/web/' },
    },
    only('console/web', {
      allowed: ['console/web', 'contracts'],
      why: 'The web app knows the server by its contracts alone.',
    }),
    only('device-sim', {
      allowed: ['device-sim', 'contracts', 'service'],
      why: 'Simulated devices see of Anju what real ones see.',
    }),
    only('channels', {
      allowed: ['channels', 'contracts', 'service'],
      why: 'The watchdog reaches people through it when the database and Redis are gone.',
    }),
    {
      name: 'channels-without-database-and-redis',
      comment: 'The watchdog reaches people through it when the database and Redis are gone.',
      severity: 'error',
      from: { path: '^channels/' },
      to: { path: 'node_modules/(ioredis|bullmq|pg|kysely)/' },
    },
    only('store', { allowed: ['store', 'contracts'], why: 'The database knows no service.' }),
    only('service', {
      allowed: ['service', 'contracts'],
      why: 'What every process needs knows no domain and no database.',
    }),
    only('contracts', { allowed: ['contracts'], why: 'The vocabulary depends on nobody.' }),
    {
      name: 'contracts-zod-only',
      comment: 'No input or output in the vocabulary: it runs in the browser too.',
      severity: 'error',
      from: { path: '^contracts/', pathNot: '\\.test\\.ts$' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'],
        pathNot: '^node_modules/zod/|/node_modules/zod/',
      },
    },
    only('standalone', {
      // A test beside the code may use the harness.
      fromNot: '\\.test\\.ts$',
      allowed: ['standalone', 'contracts', 'service', 'store', 'scripts'],
      why: 'It starts the services as processes, as anybody would.',
    }),
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment:
        'What Anju is measured against is installed by the benchmark that needs it (bench/peers/package.json).',
      severity: 'error',
      from: { pathNot: '^bench/peers/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependency-at-run-time',
      severity: 'error',
      from: {
        path: '^(broker|ingest|alerting|watchdog|console|channels|contracts|service|store)/',
        pathNot: '^console/web/|\\.test\\.tsx?$',
      },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Its own folders alone: a link to node_modules elsewhere must not bring them in.
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
