import { writeFileSync } from 'node:fs';
import { SimError } from '../sim-error.ts';
import { auditHtml } from './audit-html.ts';
import type { AuditResult } from './audit-result.ts';

/**
 * Writes an audit where it was asked for: a page for people, and JSON with all findings.
 * @throws SimError when a file cannot be written
 */
export function writeReports(
  result: AuditResult,
  files: { report?: string | undefined; json?: string | undefined },
): void {
  if (files.report !== undefined) write('report', files.report, auditHtml(result));
  if (files.json !== undefined) write('json', files.json, `${JSON.stringify(result, null, 1)}\n`);
}

function write(option: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new SimError(`--${option} ${file} cannot be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
