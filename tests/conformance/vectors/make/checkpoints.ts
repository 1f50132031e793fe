import { emptyRoot, formatCheckpoint, formatNote, formatVerifierKey, leafHash, signNote } from '@assent/log';
import { toUtf8 } from '@assent/schema';
import { type Signer, toBase64 } from '@assent/signing';
import { concatBytes } from '@noble/hashes/utils.js';
import { crowd, origin, registry, witness } from './seal.ts';
import { base64, Cases, no, type Vector, yes } from './vector.ts';

const root = leafHash(toUtf8('assent-vector-1'));
const text = formatCheckpoint({ origin, size: 5, root });

export const makeCheckpoints = async (): Promise<Vector[]> => [
  ...makeTexts(),
  ...(await makeNotes()),
  ...(await makeCosignatures()),
];

const makeTexts = (): Vector[] => {
  const cases = new Cases('Checkpoint');
  const parse = (said: string | Uint8Array) => ({ op: 'checkpoint.parse', text: base64(said) });
  const reads = (size: number, of = root, name = origin) => ({ ...yes, origin: name, size, root: base64(of) });
  const sized = (size: number): string => formatCheckpoint({ origin, size, root });
  const valid = cases.valid('text/valid', parse(text), reads(5));
  const empty = cases.valid(
    'text/empty-log',
    parse(formatCheckpoint({ origin, size: 0, root: emptyRoot() })),
    reads(0, emptyRoot()),
  );
  const greatest = cases.valid('text/greatest', parse(sized(2 ** 53 - 1)), reads(2 ** 53 - 1));
  for (const size of [1, 2, 3, 255, 256, 257, 65_537])
    cases.valid(`text/size-${size}`, parse(sized(size)), reads(size));
  const fails = (name: string, attack: string, said: string | Uint8Array, neighbour = valid): void =>
    cases.attack(`text/${name}`, attack, neighbour, parse(said), no);
  const withSize = (size: string): string => text.replace('\n5\n', `\n${size}\n`);
  const withRoot = (said: string): string => `${origin}\n5\n${said}\n`;
  fails('size-leading-zero', 'size with a leading zero', withSize('05'));
  fails('size-00', 'size 00', withSize('00'), empty);
  fails('size-plus', 'size with `+`', withSize('+5'));
  fails('size-minus', 'size with `-`', withSize('-5'));
  fails('size-hexadecimal', 'size with `0x`', withSize('0x5'));
  fails('size-exponent', 'size with an exponent', withSize('5e0'));
  fails('size-fraction', 'size with a fraction', withSize('5.0'));
  fails('size-space', 'size with a space', withSize(' 5'));
  fails('size-empty', 'no size', withSize(''));
  fails('size-other-digits', 'size in digits of another script', withSize('٥'));
  fails('size-2-to-53', 'a size of 2^53', withSize('9007199254740992'), greatest);
  fails('size-long', 'a size of 17 digits', withSize('10000000000000000'), greatest);
  fails('root-31-bytes', 'a root of 31 bytes', withRoot(toBase64(root.subarray(0, 31))));
  fails('root-33-bytes', 'a root of 33 bytes', withRoot(toBase64(concatBytes(root, Uint8Array.of(0)))));
  fails('root-hexadecimal', 'a root in hexadecimal', withRoot(Buffer.from(root).toString('hex')));
  fails('root-url', 'a root in base64 for addresses', withRoot(`_${toBase64(root).slice(1)}`));
  fails('root-unpadded', 'a root in base64 without padding', withRoot(toBase64(root).slice(0, -1)));
  fails('root-padding-bits', 'a root in base64 with padding bits', withRoot(withPaddingBits(toBase64(root))));
  fails('cr', 'CR before LF', text.replaceAll('\n', '\r\n'));
  fails('cr-of-size', 'CR after the size', withSize('5\r'));
  fails('extra-line', 'an extra line', `${text}extension\n`);
  fails('extra-empty-line', 'an extra empty line', `${text}\n`);
  fails('no-last-line-feed', 'no line feed at the end', text.slice(0, -1));
  fails('no-root', 'no root', `${origin}\n5\n`);
  fails('no-origin', 'an empty origin', text.replace(origin, ''));
  fails('origin-tab', 'a tab in the origin', text.replace('registry', 'regi\tstry'));
  fails('origin-nul', 'a zero byte in the origin', text.replace('registry', 'regi\0stry'));
  fails('line-first', 'an empty line before', `\n${text}`);
  fails('not-utf8', 'bytes that are not UTF-8', concatBytes(Uint8Array.of(0xff), toUtf8(text)));
  fails('empty', 'nothing', '');
  return cases.vectors;
};

const withPaddingBits = (encoded: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return `${encoded.slice(0, -2)}${alphabet[alphabet.indexOf(encoded.at(-2)!) + 1]!}=`;
};

const vkey = formatVerifierKey(origin, registry.publicKey);
const noted = (note: string | Uint8Array, ...vkeys: string[]) => ({ op: 'note.verify', note: base64(note), vkeys });
const signedBy = (...signers: string[]) => ({ ...yes, signers });
const untrusted = (code: string) => ({ ok: false, signers: [], code });

const lineOf = async (signer: Signer, name: string, said = text): Promise<string> =>
  formatNote(await signNote(said, name, signer)).split('\n\n')[1]!;

const makeNotes = async (): Promise<Vector[]> => {
  const cases = new Cases('Checkpoint');
  const own = await lineOf(registry, origin);
  const note = `${text}\n${own}`;
  const others = await Promise.all(crowd.slice(0, 16).map((signer, i) => lineOf(signer, `other-${i}.example`)));
  const valid = cases.valid('note/valid', noted(note, vkey), signedBy(origin));
  const beside = cases.valid('note/unknown-beside', noted(`${note}${others[0]!}`, vkey), signedBy(origin));
  const otherKey = formatVerifierKey('other-0.example', crowd[0]!.publicKey);
  const both = cases.valid(
    'note/two-known',
    noted(`${note}${others[0]!}`, vkey, otherKey),
    signedBy(origin, 'other-0.example'),
  );
  const full = cases.valid(
    'note/16-signatures',
    noted(`${note}${others.slice(0, 15).join('')}`, vkey),
    signedBy(origin),
  );
  const fails = (name: string, attack: string, asked: object, code: string, neighbour = valid): void =>
    cases.attack(`note/${name}`, attack, neighbour, asked as ReturnType<typeof noted>, untrusted(code));
  const bad = 'checkpoint_malformed';
  fails('17-signatures', '17 signatures', noted(`${note}${others.join('')}`, vkey), bad, full);
  fails(
    'known-fails-beside-good',
    'a known key that fails beside a good one',
    noted(`${note}${await lineOf(crowd[0]!, 'other-0.example', text.replace('5', '6'))}`, vkey, otherKey),
    'signature_invalid',
    both,
  );
  fails('known-twice', 'a known key that signs twice', noted(`${note}${own}`, vkey), 'signature_duplicate');
  fails(
    'known-twice-once-bad',
    'a known key that signs twice, once badly',
    noted(`${note}${flipped(own)}`, vkey),
    'signature_duplicate',
  );
  fails(
    'unknown-alone',
    'signed by a key that nobody knows',
    noted(`${text}\n${others[0]!}`, vkey),
    'checkpoint_untrusted',
    beside,
  );
  fails(
    'known-by-other-name',
    'a known key under another name',
    noted(`${text}\n${await lineOf(registry, 'another.example')}`, vkey),
    'checkpoint_untrusted',
  );
  fails('nobody-known', 'no key known', noted(note), 'checkpoint_untrusted');
  fails(
    'text-changed',
    'another size under the signature',
    noted(note.replace('\n5\n', '\n6\n'), vkey),
    'signature_invalid',
  );
  fails(
    'root-changed',
    'another root under the signature',
    noted(note.replace(toBase64(root), toBase64(emptyRoot())), vkey),
    'signature_invalid',
  );
  fails(
    'signature-changed',
    'a signature with a bit changed',
    noted(`${text}\n${flipped(own)}`, vkey),
    'signature_invalid',
  );
  fails(
    'signature-63-bytes',
    'a signature of 63 bytes',
    noted(`${text}\n${recoded(own, (bytes) => bytes.subarray(0, -1))}`, vkey),
    'signature_invalid',
  );
  fails(
    'signature-65-bytes',
    'a signature of 65 bytes',
    noted(`${text}\n${recoded(own, (bytes) => concatBytes(bytes, Uint8Array.of(0)))}`, vkey),
    'signature_invalid',
  );
  fails(
    'signature-4-bytes',
    'a key id without a signature',
    noted(`${text}\n${recoded(own, (bytes) => bytes.subarray(0, 4))}`, vkey),
    bad,
  );
  fails(
    'key-id-changed',
    'another key id before the signature',
    noted(`${text}\n${recoded(own, (bytes) => bytes.with(0, bytes[0]! ^ 1))}`, vkey),
    'checkpoint_untrusted',
  );
  fails(
    'padding-bits',
    'a signature in base64 with padding bits',
    noted(`${text}\n${own.replace(/(.)=\n$/, (_, digit: string) => `${withPaddingBits(`${digit}=`)}\n`)}`, vkey),
    bad,
  );
  fails('no-signature', 'no signature', noted(`${text}\n`, vkey), bad);
  fails('no-empty-line', 'no empty line before the signatures', noted(`${text}${own}`, vkey), bad);
  fails('no-last-line-feed', 'no line feed at the end', noted(note.slice(0, -1), vkey), bad);
  fails('extra-line-feed', 'a line feed more at the end', noted(`${note}\n`, vkey), bad);
  fails('hyphen', 'a hyphen for the dash', noted(note.replace('—', '-'), vkey), bad);
  fails('two-spaces', 'two spaces in a signature line', noted(note.replace(`${origin} `, `${origin}  `), vkey), bad);
  fails('name-plus', 'a name with `+`', noted(`${note}${others[0]!.replace('other', 'ot+her')}`, vkey), bad, beside);
  fails(
    'name-space',
    'a name with a space of Unicode',
    noted(`${note}${others[0]!.replace('other', 'ot\u2003her')}`, vkey),
    bad,
    beside,
  );
  fails(
    'name-next-line',
    'a name with U+0085',
    noted(`${note}${others[0]!.replace('other', 'ot\u0085her')}`, vkey),
    bad,
    beside,
  );
  fails('cr', 'CR before LF', noted(note.replaceAll('\n', '\r\n'), vkey), bad);
  fails('tab', 'a tab after a signature', noted(note.replace(/\n$/, '\t\n'), vkey), bad);
  fails('not-utf8', 'bytes that are not UTF-8', noted(concatBytes(toUtf8(note), Uint8Array.of(0xff, 0x0a)), vkey), bad);
  const padded = (times: number) => ({
    ...noted('', vkey),
    note: { parts: [{ repeat: base64('a'), times }, base64(`\n\n${own}`)] },
  });
  const over = 16_384 - toUtf8(`\n\n${own}`).length;
  fails('too-large', 'a note of 16,385 bytes', padded(over + 1), 'too_large');
  fails('large', 'a note of 16,384 bytes of something else', padded(over), 'signature_invalid');
  return [...cases.vectors, ...makeVerifierKeys(note)];
};

const makeVerifierKeys = (note: string): Vector[] => {
  const cases = new Cases('Checkpoint');
  const valid = cases.valid('vkey/valid', noted(note, vkey), signedBy(origin));
  const fails = (name: string, attack: string, key: string): void =>
    cases.attack(`vkey/${name}`, attack, valid, noted(note, key), untrusted('key_malformed'));
  const [name, id, encoded] = [origin, vkey.split('+')[1]!, vkey.slice(origin.length + 10)];
  fails('another-id', 'a key id that is not the hash of the key', `${name}+00000000+${encoded}`);
  fails('id-capitals', 'a key id in capitals', `${name}+${id.toUpperCase()}+${encoded}`);
  fails('another-name', 'another name', `another.example+${id}+${encoded}`);
  fails('type-2', 'a type that nobody defined', `${name}+${id}+${toBase64(Uint8Array.of(2, ...registry.publicKey))}`);
  fails('32-bytes', 'a key without its type', `${name}+${id}+${toBase64(registry.publicKey)}`);
  fails('34-bytes', 'a key with a byte more', `${name}+${id}+${toBase64(Uint8Array.of(1, ...registry.publicKey, 0))}`);
  fails('name-empty', 'no name', `+${id}+${encoded}`);
  fails('two-parts', 'no key', `${name}+${id}`);
  fails('line-feed', 'a line feed after the key', `${vkey}\n`);
  return cases.vectors;
};

const makeCosignatures = async (): Promise<Vector[]> => {
  const cases = new Cases('Checkpoint');
  const name = 'witness.example';
  const key = formatVerifierKey(name, witness.publicKey, 4);
  const keyId = Buffer.from(key.split('+')[1]!, 'hex');
  const stamp = (time: bigint): Uint8Array => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, time);
    return bytes;
  };
  const cosigned = async (signed: bigint, said = signed, message?: string): Promise<string> => {
    const signature = await witness.sign(toUtf8(message ?? `cosignature/v1\ntime ${signed}\n${text}`));
    return `${text}\n— ${name} ${toBase64(concatBytes(keyId, stamp(said), signature))}\n`;
  };
  const at = 1_767_225_600n;
  const good = await cosigned(at);
  const valid = cases.valid('cosignature/valid', noted(good, key), signedBy(name));
  const greatest = cases.valid('cosignature/greatest-time', noted(await cosigned(2n ** 53n - 1n), key), signedBy(name));
  const fails = (id: string, attack: string, note: string, neighbour = valid, code = 'signature_invalid'): void =>
    cases.attack(`cosignature/${id}`, attack, neighbour, noted(note, key), untrusted(code));
  fails('time-changed', 'another time than was signed', await cosigned(at, at + 1n));
  fails('time-beyond', 'a time of 2^53', await cosigned(2n ** 53n), greatest);
  fails('plain', 'a signature over the text alone', await cosigned(at, at, text));
  fails(
    'no-time',
    'a cosignature without its time',
    `${text}\n— ${name} ${toBase64(concatBytes(keyId, witness.sign(toUtf8(text)) as Uint8Array))}\n`,
  );
  fails(
    'leading-zero',
    'a time signed with a leading zero',
    await cosigned(at, at, `cosignature/v1\ntime 0${at}\n${text}`),
  );
  fails('text-changed', 'another size under the cosignature', good.replace('\n5\n', '\n6\n'));
  fails(
    'twice',
    'a witness counted twice',
    `${good}${(await cosigned(at + 1n)).split('\n\n')[1]!}`,
    valid,
    'signature_duplicate',
  );
  const plain = formatNote(await signNote(text, name, witness));
  fails('of-plain-key', 'the same key as a key of the other type', plain, valid, 'checkpoint_untrusted');
  return cases.vectors;
};

/** A signature line with a bit of the signature changed. */
const flipped = (line: string): string => recoded(line, (bytes) => bytes.with(20, bytes[20]! ^ 1));

const recoded = (line: string, change: (bytes: Uint8Array) => Uint8Array): string => {
  const [dash, name, encoded] = line.trimEnd().split(' ') as [string, string, string];
  return `${dash} ${name} ${toBase64(change(new Uint8Array(Buffer.from(encoded, 'base64'))))}\n`;
};
