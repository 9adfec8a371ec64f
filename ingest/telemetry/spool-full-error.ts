/** The spool has no room: nothing more is taken until InfluxDB is back or there is more disk. */
export class SpoolFullError extends Error {
  constructor(dir: string, maxBytes: number) {
    super(
      `the spool in ${dir} has reached ${maxBytes} bytes. Bring InfluxDB back, or raise INGEST_SPOOL_MAX_BYTES.`,
    );
    this.name = 'SpoolFullError';
  }
}
