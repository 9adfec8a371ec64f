import type { Address, AddressOf } from './address.ts';
import { SendError } from './send-error.ts';

/** The address, if it is of the kind that the channel sends to. */
export function needAddress<Kind extends Address['kind']>(address: Address, kind: Kind): AddressOf<Kind> {
  if (isKind(address, kind)) return address;
  throw new SendError({
    code: 'bad_address',
    retry: false,
    message: `this channel sends to a ${kind} address, not to one of kind ${address.kind}`,
  });
}

function isKind<Kind extends Address['kind']>(address: Address, kind: Kind): address is AddressOf<Kind> {
  return address.kind === kind;
}
