import { BlockList } from 'node:net';
import { describe, expect, test } from 'vitest';
import { callerOf, networkOf } from './caller.ts';

const proxies = new BlockList();
proxies.addSubnet('10.0.0.0', 8, 'ipv4');
proxies.addAddress('2001:db8::1', 'ipv6');
const nobody = new BlockList();

describe('who asks', () => {
  test.each([
    ['198.51.100.7', undefined, '198.51.100.7'],
    ['198.51.100.7', '192.0.2.1', '198.51.100.7'],
    ['10.1.2.3', '192.0.2.1', '192.0.2.1'],
    ['::ffff:10.1.2.3', '192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '192.0.2.1', '192.0.2.1'],
    ['10.1.2.3', '203.0.113.9, 192.0.2.1', '192.0.2.1'],
    ['10.1.2.3', '192.0.2.1, 10.9.9.9', '192.0.2.1'],
    ['10.1.2.3', undefined, '10.1.2.3'],
    ['10.1.2.3', 'unknown', '10.1.2.3'],
    ['10.1.2.3', '192.0.2.1, nonsense', '10.1.2.3'],
  ])('from %s with %s is %s', (peer, forwarded, caller) => {
    expect(callerOf(peer, forwarded, proxies)).toBe(caller);
  });

  test('is whoever connects, where no proxy is ours', () => {
    expect(callerOf('10.1.2.3', '192.0.2.1', nobody)).toBe('10.1.2.3');
  });

  test.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ])('%s is one of the many addresses of %s', (address, network) => {
    expect(callerOf(address, undefined, nobody)).toBe(network);
  });

  test('is written down without the end of the address', () => {
    expect(networkOf('192.0.2.77')).toBe('192.0.2.0/24');
    expect(networkOf('2001:db8:1:2::/64')).toBe('2001:db8:1:2::/64');
  });
});
