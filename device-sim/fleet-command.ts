import { defineCommand } from 'citty';
import { brokerAddress } from './dial.ts';
import { ensureFleet } from './ensure-fleet.ts';
import { runFleet } from './fleet.ts';
import { openLedger } from './ledger.ts';
import { numberOption } from './number-option.ts';
import { controlPath, homesFile, logInAsAdmin, type SimContext } from './sim-context.ts';

export function fleetCommand({ config, log, signal }: SimContext) {
  return defineCommand({
    meta: { name: 'fleet', description: 'Lets simulated homes live until it is stopped' },
    args: {
      homes: { type: 'string', default: '12', valueHint: 'N', description: 'how many homes' },
      troubled: {
        type: 'string',
        default: '0.1',
        valueHint: 'SHARE',
        description: 'share of homes with bad signal, wrong clocks and weak batteries, 0 to 1',
      },
      ledger: { type: 'string', valueHint: 'FILE', description: 'append every message to this ledger' },
    },
    run: async ({ args }) => {
      const count = numberOption('homes', args.homes, { min: 1, whole: true });
      const troubled = numberOption('troubled', args.troubled, { min: 0, whole: false });
      const broker = brokerAddress(config.MQTT_URL, config.TLS_CA);
      let said = 0;
      const homes = await ensureFleet({
        count,
        file: homesFile(config),
        logInOnce: config.ADMIN_PASSWORD === undefined ? undefined : () => logInAsAdmin(config),
        onProgress: (done, of) => {
          if (Date.now() - said < 5000 && done < of) return;
          said = Date.now();
          log.info({ done, of }, 'simulated homes are registered');
        },
      });
      const ledger = openLedger({ file: args.ledger });
      try {
        await runFleet({ homes, broker, ledger, log, controlPath: controlPath(config), troubled, signal });
      } finally {
        await ledger.close();
      }
    },
  });
}
