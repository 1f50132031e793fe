import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { fail } from '../failure.ts';

/** Who may be asked, as the person at the terminal says; the description of a generator has no say in it. */
export interface AllowedHosts {
  /** `host` or `host:port`, as in the address. */
  readonly hosts: readonly string[];
  /** Also addresses of this machine and of networks that are not the public one. */
  readonly isPrivateAllowed: boolean;
}

/** Not the public network: IANA's special-purpose registries (RFC 6890), multicast, and what is reserved. */
const unreachable = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  unreachable.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  unreachable.addSubnet(net, prefix, 'ipv6');
/** The only addresses of IPv6 that are given out for the public network; mapped and translated ones of IPv4 are not in it. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');

export const isPrivate = (address: string): boolean =>
  isIP(address) === 4
    ? unreachable.check(address, 'ipv4')
    : !global.check(address, 'ipv6') || unreachable.check(address, 'ipv6');

/**
 * The address to connect to, looked up once and for all: a name that answers otherwise the second time would lead past the
 * check. `host_not_allowed` where the host is not on the list, or any of its addresses is private.
 */
export const pin = async (url: URL, { hosts, isPrivateAllowed }: AllowedHosts): Promise<LookupFunction> => {
  if (!hosts.includes(url.host)) fail('host_not_allowed', `${url.host}: not on the list (--allow-host)`);
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(name);
  const found =
    family === 0
      ? await lookup(name, { all: true }).catch((cause: Error) => fail('generator_failed', cause.message))
      : [{ address: name, family }];
  const hidden = found.find(({ address }) => isPrivate(address));
  if (hidden !== undefined && !isPrivateAllowed) {
    fail('host_not_allowed', `${url.host} is ${hidden.address}, a private address (--allow-private)`);
  }
  const [first] = found;
  if (first === undefined) return fail('generator_failed', `${url.host} has no address`);
  return (_, options, done) => {
    if (options.all === true) done(null, [first]);
    else done(null, first.address, first.family);
  };
};
