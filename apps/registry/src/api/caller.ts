import { type BlockList, isIP } from 'node:net';

/** Who asks, as far as it can be told: an address, or the network that one subscriber has. */
export const callerOf = (peer: string | undefined, forwardedFor: string | undefined, trusted: BlockList): string => {
  // From the nearest hop outwards: each proxy of ours names the one before it, and the first that is none of ours asks.
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim());
  let address = plain(peer ?? '');
  while (isTrusted(address, trusted) && hops.length > 0) {
    const before = plain(hops.pop()!);
    if (isIP(before) === 0) break;
    address = before;
  }
  return subscriber(address);
};

/** What of a caller is written down: not the whole address of a person. */
export const networkOf = (caller: string): string =>
  isIP(caller) === 4 ? caller.replace(/\.[0-9]+$/, '.0/24') : caller;

/** `::ffff:192.0.2.1` is an IPv4 address on a socket that takes both. */
const plain = (address: string): string => {
  const mapped = /^::ffff:([0-9.]+)$/i.exec(address)?.[1];
  return mapped !== undefined && isIP(mapped) === 4 ? mapped : address;
};

const isTrusted = (address: string, trusted: BlockList): boolean => {
  const version = isIP(address);
  return version !== 0 && trusted.check(address, version === 4 ? 'ipv4' : 'ipv6');
};

/** One subscriber has 2^64 IPv6 addresses, so the first 64 bits are who asks. */
const subscriber = (address: string): string => {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  // An embedded IPv4 part stands for two groups.
  const groups = [...front, ...back].reduce((count, group) => count + (group.includes('.') ? 2 : 1), 0);
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups) }, () => '0');
  const first = [...front, ...zeros, ...back].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${first.join(':')}::/64`;
};
