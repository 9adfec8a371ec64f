import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alertingConfigSchema } from '../../alerting/config.ts';
import { brokerConfigSchema } from '../../broker/config.ts';
import { channelsConfigSchema } from '../../channels/channels-config.ts';
import { consoleConfigSchema } from '../../console/config.ts';
import { simulatorConfigSchema } from '../../device-sim/config.ts';
import { ingestConfigSchema } from '../../ingest/config.ts';
import { standaloneConfigSchema } from '../../standalone/config.ts';
import { watchdogConfigSchema } from '../../watchdog/config.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

const listed = new Set(Array.from(read('.env.example').matchAll(/^([A-Z_]+)=/gm), ([, name]) => name));
const inCompose = new Set(
  Array.from(read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g), ([, name]) => name),
);
const inSchemas = new Set(
  [
    alertingConfigSchema,
    brokerConfigSchema,
    channelsConfigSchema,
    consoleConfigSchema,
    ingestConfigSchema,
    simulatorConfigSchema,
    standaloneConfigSchema,
    watchdogConfigSchema,
  ].flatMap((schema) => Object.keys(schema.shape)),
);

describe('.env.example', () => {
  it('lists every variable that a service, the simulator or docker-compose.yml reads', () => {
    expect([...inSchemas, ...inCompose].filter((name) => !listed.has(name))).toEqual([]);
  });

  it('lists nothing that nobody reads', () => {
    expect([...listed].filter((name) => !inSchemas.has(name ?? '') && !inCompose.has(name))).toEqual([]);
  });
});
