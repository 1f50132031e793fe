import { describe, expect, test } from 'vitest';
import { limits } from './canonical.ts';
import { Envelope } from './envelope.ts';

const signature = { keyid: `did:key:z6Mk${'a'.repeat(44)}`, sig: 'A'.repeat(88) };
const envelope = { payload: 'e30=', payloadType: 'application/vnd.assent.grant.v1+json', signatures: [signature] };
const times = (count: number) => ({ signatures: Array.from({ length: count }, () => signature) });

describe('an envelope', () => {
  test.each<readonly [string, object, boolean]>([
    ['one signature', {}, true],
    ['8 signatures', times(8), true],
    ['9 signatures', times(9), false],
    ['no signature', times(0), false],
    ['a member more', { comment: '' }, false],
    ['a type of others', { payloadType: 'application/json' }, false],
    ['a type in another version', { payloadType: 'application/vnd.assent.grant.v2+json' }, false],
    ['a type with more after it', { payloadType: 'application/vnd.assent.grant.v1+json; charset=utf-8' }, false],
    ['a short signature', { signatures: [{ ...signature, sig: 'AAAA' }] }, false],
    ['a signature by something that is no did:key', { signatures: [{ ...signature, keyid: 'key-1' }] }, false],
    ['a signature with a member more', { signatures: [{ ...signature, alg: 'none' }] }, false],
    ['a payload that is an object', { payload: {} }, false],
    ['a payload as long as an envelope may be', { payload: 'A'.repeat(limits.envelope) }, true],
    ['a payload longer than that', { payload: 'A'.repeat(limits.envelope + 1) }, false],
  ])('with %s', (_, change, read) => {
    expect(Envelope.safeParse({ ...envelope, ...change }).success).toBe(read);
  });
});
