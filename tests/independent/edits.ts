import { files } from '@assent/consent';
import { encodeEntry } from '@assent/log';
import { toUtf8 } from '@assent/schema';
import { decodeEnvelope, toBase64 } from '@assent/signing';
import { concatBytes } from '@noble/hashes/utils.js';
import { flip, text } from './cheats.ts';
import type { BundleFiles } from './python.ts';

const edit = (bundle: BundleFiles, name: string, change: (bytes: Uint8Array) => Uint8Array): BundleFiles =>
  new Map(bundle).set(name, change(bundle.get(name)!));

const without = (bundle: BundleFiles, name: string): BundleFiles =>
  new Map([...bundle].filter(([other]) => other !== name));

const manifestText = (bundle: BundleFiles, change: (json: string) => string): BundleFiles =>
  edit(bundle, files.manifest, (bytes) => toUtf8(change(text(bytes))));

/** What somebody may change after the team signed: bytes of each file, and which files there are. */
export const editsOf = (bundle: BundleFiles): readonly (readonly [name: string, BundleFiles])[] => {
  const data = [...bundle.keys()].filter((name) => name.startsWith('data/'));
  // Files of items are alike: two stand for all.
  const names = [...bundle.keys()].filter((name) => !data.slice(2).includes(name));
  const flipped = names.flatMap((name, i) => {
    const { length } = bundle.get(name)!;
    const places = name.startsWith('data/')
      ? [0]
      : [0, 3 + i, Math.floor(length / 3), Math.floor(length / 2), length - 40, length - 2, length - 1];
    return places
      .filter((at) => at >= 0 && at < length)
      .flatMap((at) =>
        [0x01, 0x40].map(
          (bit) => [`${name}, byte ${at} ^ ${bit}`, edit(bundle, name, (b) => flip(b, at, bit))] as const,
        ),
      );
  });
  return [
    ...flipped,
    ...names.map((name) => [`${name} left out`, without(bundle, name)] as const),
    ...names.map((name) => [`${name} emptied`, edit(bundle, name, () => new Uint8Array())] as const),
    ...names.map((name) => [`${name} cut`, edit(bundle, name, (bytes) => bytes.subarray(0, -7))] as const),
    ...names.map(
      (name) => [`${name} with a space`, edit(bundle, name, (bytes) => concatBytes(bytes, toUtf8(' ')))] as const,
    ),
    ['a file too many', new Map(bundle).set('README', toUtf8('hello'))],
    ['a file too many in data/', new Map(bundle).set('data/README', toUtf8('hello'))],
    ['a file too many in evidence/', new Map(bundle).set('evidence/more', toUtf8('hello'))],
    ['no file', new Map()],
    ['a manifest of 100,000 bytes', edit(bundle, files.manifest, () => new Uint8Array(100_000).fill(0x20))],
    ['a manifest in another spelling', manifestText(bundle, (json) => `${json}\n`)],
    ['a manifest nested deeply', manifestText(bundle, () => '['.repeat(40) + ']'.repeat(40))],
    ['a manifest that says a member twice', manifestText(bundle, (json) => json.replace('{', '{"payload":"AA==",'))],
    [
      'a manifest that is a grant',
      manifestText(bundle, (json) => json.replace('vnd.assent.manifest', 'vnd.assent.grant')),
    ],
    [
      'a manifest of an unknown type',
      manifestText(bundle, (json) => json.replace('vnd.assent.manifest', 'vnd.other.manifest')),
    ],
    [
      'a manifest signed twice by one key',
      manifestText(bundle, (json) => json.replace(/"signatures":\[(.*)\]/, '"signatures":[$1,$1]')),
    ],
    [
      'a manifest without signatures',
      manifestText(bundle, (json) => json.replace(/"signatures":\[.*\]/, '"signatures":[]')),
    ],
    ['a release in another spelling', edit(bundle, files.release, (bytes) => toUtf8(text(bytes).replace(',', ', ')))],
    [
      'a release at another index',
      edit(bundle, files.release, (bytes) => toUtf8(text(bytes).replace(/"index":\d+/, '"index":0'))),
    ],
    [
      'a release without inclusion',
      edit(bundle, files.release, (bytes) => toUtf8(text(bytes).replace(/"inclusion":\[[^\]]*\]/, '"inclusion":[]'))),
    ],
    [
      'a release without consistency',
      edit(bundle, files.release, (bytes) =>
        toUtf8(text(bytes).replace(/"consistency":\[[^\]]*\]/, '"consistency":[]')),
      ),
    ],
    ['a release that is the manifest', edit(bundle, files.release, () => bundle.get(files.manifest)!)],
    [
      'a release whose entry is the manifest',
      edit(bundle, files.release, (bytes) => withEntry(bytes, bundle.get(files.manifest)!)),
    ],
  ];
};

const withEntry = (release: Uint8Array, envelope: Uint8Array): Uint8Array => {
  const signed = decodeEnvelope(envelope);
  if (!signed.ok) throw new Error(signed.refusal.code);
  return toUtf8(text(release).replace(/"entry":"[^"]*"/, `"entry":"${toBase64(encodeEntry(signed.value))}"`));
};
