import { lookup as lookupName } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { SendError } from './send-error.ts';

/**
 * Where an address that somebody typed in must never lead: cloud metadata services give out credentials to whoever
 * asks from inside. Private addresses are allowed: a 120 gateway stands in the same building.
 */
const NEVER = new BlockList();
for (const [net, bits, family] of [
  ['0.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
  // The same through NAT64 (RFC 6052)
  ['64:ff9b::a9fe:0', 112, 'ipv6'],
] as const) {
  NEVER.addSubnet(net, bits, family);
}
NEVER.addAddress('::', 'ipv6');
// Metadata of Aliyun and of AWS over IPv6
NEVER.addAddress('100.100.100.200', 'ipv4');
NEVER.addAddress('fd00:ec2::254', 'ipv6');

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether a message may be sent to this IP address, written in any way that IP addresses are written. */
export function isAllowedIp(ip: string, allowLoopback: boolean): boolean {
  const family = isIP(ip) === 6 ? 'ipv6' : 'ipv4';
  return isIP(ip) !== 0 && !NEVER.check(ip, family) && (allowLoopback || !LOOPBACK.check(ip, family));
}

/**
 * A URL that may be posted to.
 * @throws SendError `bad_address`
 */
export function allowedUrl(text: string, protocols: readonly string[], allowLoopback: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !protocols.includes(url.protocol)) {
    throw refused(`the address must be a URL that begins with ${protocols.join('// or ')}//`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isAllowedIp(host, allowLoopback)) throw forbidden();
  return url;
}

/** Looks a name up for a connection, and refuses after looking: what a name leads to can change at any time. */
export function allowedLookup(allowLoopback: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookupName(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const allowed = found.filter(({ address }) => isAllowedIp(address, allowLoopback));
      const [first] = allowed;
      if (!first) return callback(forbidden(), '', 0);
      if (options.all) return callback(null, allowed);
      callback(null, first.address, first.family);
    });
  };
}

function refused(message: string): SendError {
  return new SendError({ code: 'bad_address', retry: false, message });
}

function forbidden(): SendError {
  return refused(
    'the address leads to this machine or to a link-local or metadata address; see ALLOW_LOOPBACK_TARGETS in .env.example',
  );
}
