/** One source address has about 28,000 ports, and fewer are free: those that were just closed wait for a minute. */
const CONNECTIONS_PER_ADDRESS = 5_000;

/** The loopback addresses that so many connections need as sources; none (the system chooses) elsewhere and for few. */
export function sourceAddresses(host: string, connections: number): string[] {
  const loopback = host === 'localhost' || host.startsWith('127.');
  if (!loopback || connections <= CONNECTIONS_PER_ADDRESS) return [];
  const addresses = Math.min(250, Math.ceil(connections / CONNECTIONS_PER_ADDRESS));
  return Array.from({ length: addresses }, (_, index) => `127.0.0.${index + 2}`);
}
