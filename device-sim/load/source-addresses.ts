/** One address has about 28,000 ports to a broker, and fewer are free: those that were just closed wait for a minute. */
const CONNECTIONS_WITHOUT = 5_000;
/**
 * An address that is named is bound before it is known where to, so its ports are shared by all that this machine
 * connects, of other generators as well; and the kernel tries ports until it finds a free one, among one half of them
 * first. 3 × 16,667 connections over 4 addresses cost 1 ms of system time each.
 */
const CONNECTIONS_PER_ADDRESS = 1_000;

/** The loopback addresses that so many connections need as sources; none (the system chooses) elsewhere and for few. */
export function sourceAddresses(host: string, connections: number): string[] {
  const loopback = host === 'localhost' || host.startsWith('127.');
  if (!loopback || connections <= CONNECTIONS_WITHOUT) return [];
  const addresses = Math.min(250, Math.ceil(connections / CONNECTIONS_PER_ADDRESS));
  return Array.from({ length: addresses }, (_, index) => `127.0.0.${index + 2}`);
}
