import type { KeyFile } from './kept-key.ts';

/** Where the secret of the audit trail's chain is: AUDIT_KEY, else a file under DATA_DIR. */
export function auditKeyFile(config: { AUDIT_KEY?: string | undefined; DATA_DIR: string }): KeyFile {
  return {
    given: config.AUDIT_KEY,
    dataDir: config.DATA_DIR,
    name: 'audit-key',
    remedy: 'put back the copy of it that you keep elsewhere; no other key proves the chain made with it',
  };
}
