import { defineCommand } from 'citty';
import { numberOption } from '../number-option.ts';
import { auditTargets, type SimContext } from '../sim-context.ts';
import { auditLedger } from './audit-ledger.ts';
import { describeAudit } from './describe-audit.ts';
import { writeReports } from './write-reports.ts';

export function auditCommand({ config, say, fail }: SimContext) {
  return defineCommand({
    meta: {
      name: 'audit',
      description:
        'Holds a ledger against PostgreSQL (DATABASE_URL), InfluxDB (INFLUX_URL) and the API (ADMIN_PASSWORD); exit code 1 when anything is lost, doubled or wrong',
    },
    args: {
      ledger: {
        type: 'string',
        required: true,
        valueHint: 'FILE[,FILE…]',
        description: 'the ledger; several, separated by commas, where several simulators took part',
      },
      report: { type: 'string', valueHint: 'FILE.html', description: 'write a page for people' },
      json: { type: 'string', valueHint: 'FILE.json', description: 'write everything, with all findings' },
      'late-ms': {
        type: 'string',
        valueHint: 'MS',
        description: 'what takes longer from PUBACK to event, or from due to called, is an error too',
      },
      'patience-s': {
        type: 'string',
        default: '30',
        valueHint: 'S',
        description: 'give up on what is missing when nothing more has come for so long',
      },
      'skew-ms': {
        type: 'string',
        default: '2000',
        valueHint: 'MS',
        description: 'by how much the clocks of simulator and platform may differ',
      },
      incidents: {
        type: 'string',
        default: '200',
        valueHint: 'N|all',
        description: 'how many are also held against what the API shows',
      },
      'others-may-speak': {
        type: 'boolean',
        description: 'what is not in the ledger is counted and no error: these devices say other things too',
      },
    },
    run: async ({ args }) => {
      const whole = (name: string, value: string): number =>
        numberOption(name, value, { min: 0, whole: true });
      const result = await auditLedger({
        ...(await auditTargets(config)),
        ledgers: args.ledger.split(','),
        ...(args['late-ms'] !== undefined && { lateMs: whole('late-ms', args['late-ms']) }),
        patienceMs: whole('patience-s', args['patience-s']) * 1000,
        skewMs: whole('skew-ms', args['skew-ms']),
        shown: args.incidents === 'all' ? Infinity : whole('incidents', args.incidents),
        othersMaySpeak: args['others-may-speak'] === true,
        onProgress: say,
      });
      for (const line of describeAudit(result)) say(line);
      writeReports(result, args);
      if (!result.ok) fail();
    },
  });
}
