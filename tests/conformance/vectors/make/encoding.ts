import { canonicalize, limits, toUtf8 } from '@assent/schema';
import { concatBytes } from '@noble/hashes/utils.js';
import { attest } from './kinds.ts';
import { registry, seal } from './seal.ts';
import { type Asked, base64, Cases, refusedWith, type Vector, yes } from './vector.ts';

type Row = readonly [name: string, attack: string, bad: string | Uint8Array, code: string, good: string];

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const quoted = (...values: number[]): Uint8Array => bytes(0x22, ...values, 0x22);

/** Bytes that say one thing in a second way, or nothing at all, each beside the way that is taken. */
// oxfmt-ignore
const rows: readonly Row[] = [
  ['duplicate', 'a name twice', '{"a":1,"a":1}', 'not_canonical', '{"a":1,"b":1}'],
  ['duplicate-escaped', 'a name twice, once escaped', '{"a":1,"\\u0061":2}', 'not_canonical', '{"a":1,"b":2}'],
  ['duplicate-nested', 'a name twice in an inner object', '[{"x":{"a":1,"a":2}}]', 'not_canonical', '[{"x":{"a":1,"b":2}}]'],
  ['duplicate-apart', 'a name twice with another between', '{"a":1,"b":2,"a":1}', 'not_canonical', '{"a":1,"b":2,"c":1}'],
  ['order', 'names in another order', '{"b":1,"a":2}', 'not_canonical', '{"a":2,"b":1}'],
  ['order-code-point', 'names in order of code points, not of UTF-16 code units', '{"\ufb33":1,"😀":2}', 'not_canonical', '{"😀":2,"\ufb33":1}'],
  ['order-shorter', 'a longer name before the one it begins with', '{"aa":1,"a":2}', 'not_canonical', '{"a":2,"aa":1}'],
  ['order-numbers', 'names of digits in order of their numbers', '{"2":1,"10":2}', 'not_canonical', '{"10":2,"2":1}'],
  ['order-case', 'names ordered without regard to case', '{"a":1,"B":2}', 'not_canonical', '{"B":2,"a":1}'],
  ['fraction-of-zero', '1.0', '[1.0]', 'not_canonical', '[1]'],
  ['exponent', '1e2', '[1e2]', 'not_canonical', '[100]'],
  ['exponent-capital', 'a capital exponent', '[1E21]', 'not_canonical', '[1e+21]'],
  ['exponent-unsigned', 'an exponent without its sign', '[1e21]', 'not_canonical', '[1e+21]'],
  ['digits-for-exponent', 'digits where an exponent is due', '[1000000000000000000000]', 'not_canonical', '[100000000000000000000]'],
  ['exponent-for-digits', 'an exponent where digits are due', '[1e-6]', 'not_canonical', '[0.000001]'],
  ['minus-zero', '−0', '[-0]', 'not_canonical', '[0]'],
  ['beyond-safe', '2^53 + 1', '[9007199254740993]', 'not_canonical', '[9007199254740992]'],
  ['beyond-doubles', '1e400', '[1e400]', 'not_canonical', '[1e+308]'],
  ['below-doubles', '1e-400', '[1e-400]', 'not_canonical', '[5e-324]'],
  ['digits-too-many', 'more digits than the shortest that say the number', '[0.10000000000000001]', 'not_canonical', '[0.1]'],
  ['leading-zero', 'a leading zero', '[01]', 'not_json', '[1]'],
  ['plus', 'a plus sign', '[+1]', 'not_json', '[1]'],
  ['point-first', 'a number that begins with its point', '[.5]', 'not_json', '[0.5]'],
  ['point-last', 'a number that ends with its point', '[1.]', 'not_json', '[1]'],
  ['hexadecimal', 'a hexadecimal number', '[0x10]', 'not_json', '[16]'],
  ['nan', 'NaN', '[NaN]', 'not_json', '[null]'],
  ['infinity', 'Infinity', '[Infinity]', 'not_json', '[null]'],
  ['literal-capital', 'a literal in capitals', '[True]', 'not_json', '[true]'],
  ['surrogate-high', 'a lone high surrogate', '["\\ud83d"]', 'not_canonical', '["😀"]'],
  ['surrogate-low', 'a lone low surrogate', '["\\ude00"]', 'not_canonical', '["😀"]'],
  ['surrogates-exchanged', 'surrogates in the wrong order', '["\\ude00\\ud83d"]', 'not_canonical', '["😀"]'],
  ['surrogate-in-name', 'a lone surrogate in a name', '{"\\ud83d":1}', 'not_canonical', '{"😀":1}'],
  ['surrogates-escaped', 'a pair of surrogates, escaped', '["\\ud83d\\ude00"]', 'not_canonical', '["😀"]'],
  ['escape-letter', 'an escape of what needs none', '["\\u0061"]', 'not_canonical', '["a"]'],
  ['escape-slash', 'an escaped slash', '["\\/"]', 'not_canonical', '["/"]'],
  ['escape-capital', 'an escape with capital digits', '["\\u001F"]', 'not_canonical', '["\\u001f"]'],
  ['escape-long', 'a long escape where there is a short one', '["\\u000a"]', 'not_canonical', '["\\n"]'],
  ['escape-unknown', 'an escape that JSON does not have', '["\\x41"]', 'not_json', '["A"]'],
  ['control', 'a control character as it is', '["\u0007"]', 'not_json', '["\\u0007"]'],
  ['line-feed-in-text', 'a line feed within a text', '["a\nb"]', 'not_json', '["a\\nb"]'],
  ['utf8-invalid', 'a byte that UTF-8 never has', quoted(0xff), 'not_utf8', '"ÿ"'],
  ['utf8-overlong', 'UTF-8 in two bytes for what takes one', quoted(0xc1, 0xa1), 'not_utf8', '"a"'],
  ['utf8-surrogate', 'a surrogate in UTF-8', quoted(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80), 'not_utf8', '"😀"'],
  ['utf8-cut', 'UTF-8 that ends within a character', bytes(0x22, 0xc3), 'not_utf8', '"Ã"'],
  ['utf8-too-high', 'UTF-8 beyond U+10FFFF', quoted(0xf4, 0x90, 0x80, 0x80), 'not_utf8', '"\u{10ffff}"'],
  ['latin-1', 'Latin-1', quoted(0xe9), 'not_utf8', '"é"'],
  ['byte-order-mark', 'a byte order mark', '\ufeff{}', 'not_json', '{}'],
  ['utf-16', 'UTF-16', bytes(0x7b, 0, 0x7d, 0), 'not_json', '{}'],
  ['space-before', 'white space before', ' {}', 'not_canonical', '{}'],
  ['space-after', 'white space after', '{} ', 'not_canonical', '{}'],
  ['line-feed-after', 'a line feed after', '{}\n', 'not_canonical', '{}'],
  ['space-within', 'white space within', '{"a": 1}', 'not_canonical', '{"a":1}'],
  ['space-of-unicode', 'white space that JSON does not have', '[\u00a01]', 'not_json', '[1]'],
  ['comma-after-last', 'a comma after the last', '[1,]', 'not_json', '[1]'],
  ['comment', 'a comment', '[1]//', 'not_json', '[1]'],
  ['single-quotes', 'single quotes', "['a']", 'not_json', '["a"]'],
  ['name-unquoted', 'a name without quotes', '{a:1}', 'not_json', '{"a":1}'],
  ['two-values', 'two values', '{}{}', 'not_json', '[{},{}]'],
  ['cut', 'an object that does not end', '{"a":1', 'not_json', '{"a":1}'],
  ['nothing', 'nothing', '', 'not_json', '""'],
  ['nul-after', 'a zero byte after', '{}\0', 'not_json', '{}'],
  ['depth-33', '33 levels of arrays', '['.repeat(33) + ']'.repeat(33), 'too_deep', '['.repeat(32) + ']'.repeat(32)],
  ['depth-33-objects', '33 levels of objects', `${'{"a":'.repeat(32)}{}${'}'.repeat(32)}`, 'too_deep', `${'{"a":'.repeat(31)}{}${'}'.repeat(31)}`],
];

const accept = (data: unknown): Asked => ({ op: 'payload.accept', bytes: data });
const repeated = (before: string, piece: string, times: number, after: string) => ({
  parts: [base64(before), { repeat: base64(piece), times }, base64(after)],
});

export const makeEncoding = async (): Promise<Vector[]> => {
  const cases = new Cases('Encoding');
  // Two rows may have the same neighbour.
  const known = new Map<string, string>();
  for (const [name, attack, bad, code, good] of rows) {
    const neighbour = known.get(good) ?? cases.valid(`json/${name}/valid`, accept(base64(good)));
    known.set(good, neighbour);
    cases.attack(`json/${name}`, attack, neighbour, accept(base64(bad)), refusedWith(code));
  }
  const full = cases.valid('json/32-kibibytes', accept(repeated('"', 'a', limits.payload - 2, '"')));
  cases.attack(
    'json/too-large',
    'a byte more than 32 KiB',
    full,
    accept(repeated('"', 'a', limits.payload - 1, '"')),
    refusedWith('too_large'),
  );
  cases.attack(
    'json/100-megabytes',
    'a text of 100 MB',
    full,
    accept(repeated('"', 'a', 100_000_000, '"')),
    refusedWith('too_large'),
  );
  const deep = (times: number) => ({
    parts: [
      { repeat: base64('['), times },
      { repeat: base64(']'), times },
    ],
  });
  cases.attack(
    'json/depth-10000',
    'depth 10,000',
    'json/depth-33/valid',
    accept(deep(10_000)),
    refusedWith('too_deep'),
  );
  return [...cases.vectors, ...(await makeEnvelopes())];
};

const makeEnvelopes = async (): Promise<Vector[]> => {
  const cases = new Cases('Encoding');
  const envelope = Buffer.from(await seal('attest', { ...attest, claim: 'an.example' }, registry)).toString('utf8');
  const parsed = JSON.parse(envelope) as {
    payload: string;
    payloadType: string;
    signatures: [{ keyid: string; sig: string }];
  };
  const open = (data: unknown): Asked => ({ op: 'statement.open', envelope: data });
  const text = (said: string): Asked => open({ text: said });
  const { id } = { id: await idOf(envelope) };
  const opens = { ...yes, id };
  const valid = cases.valid('envelope/valid', text(envelope), opens);
  // An envelope may be written in any JSON: what is signed is what its payload decodes to.
  const spaced = cases.valid('envelope/valid-other-spelling', text(`${JSON.stringify(parsed, null, 1)}\r\n`), opens);
  const fails = (name: string, attack: string, asked: Asked, code: string, neighbour = valid): void =>
    cases.attack(`envelope/${name}`, attack, neighbour, asked, refusedWith(code));
  const { payload } = parsed;
  const withPayload = (changed: string): Asked => text(canonicalize({ ...parsed, payload: changed }));
  fails('base64-padding-bits', 'base64 with padding bits', withPayload(paddingBits(payload)), 'base64_not_canonical');
  fails('base64-no-padding', 'base64 without padding', withPayload(payload.replace(/=+$/, '')), 'base64_not_canonical');
  fails('base64-more-padding', 'base64 with more padding', withPayload(`${payload}=`), 'base64_not_canonical');
  fails(
    'base64-line-feed',
    'base64 in lines',
    withPayload(`${payload.slice(0, 76)}\n${payload.slice(76)}`),
    'base64_not_canonical',
  );
  fails('base64-space', 'base64 with a space', withPayload(`${payload} `), 'base64_not_canonical');
  const { sig } = parsed.signatures[0];
  const withSig = (changed: string): Asked =>
    text(canonicalize({ ...parsed, signatures: [{ ...parsed.signatures[0], sig: changed }] }));
  fails(
    'base64-url',
    'base64 in the alphabet of addresses',
    withSig(
      sig
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace(/^[A-Za-z0-9]/, '_'),
    ),
    'base64_not_canonical',
  );
  fails(
    'base64-padding-bits-of-signature',
    'a signature in base64 with padding bits',
    withSig(paddingBits(sig)),
    'base64_not_canonical',
  );
  fails(
    'payload-twice',
    'two payloads, the one that was signed first',
    text(envelope.replace('{', `{"payload":"${payload}",`).replace(/,"payload":"[^"]*"/, ',"payload":"e30="')),
    'malformed',
  );
  fails(
    'utf8',
    'an envelope that is not UTF-8',
    open(base64(concatBytes(toUtf8(envelope), bytes(0xff)))),
    'not_utf8',
    spaced,
  );
  fails('byte-order-mark', 'an envelope with a byte order mark', text(`\ufeff${envelope}`), 'not_json', spaced);
  fails('two', 'two envelopes', text(envelope + envelope), 'not_json', spaced);
  fails(
    'deep',
    'an envelope nested deeply',
    text(envelope.replace('{', `{"a":${'['.repeat(40)}${']'.repeat(40)},`)),
    'too_deep',
    spaced,
  );
  const padded = (times: number): Asked => open({ parts: [base64(envelope), { repeat: base64(' '), times }] });
  const full = cases.valid('envelope/96-kibibytes', padded(limits.envelope - envelope.length), opens);
  fails('too-large', 'a byte more than 96 KiB', padded(limits.envelope - envelope.length + 1), 'too_large', full);
  fails('100-megabytes', 'an envelope of 100 MB', padded(100_000_000), 'too_large', full);
  return cases.vectors;
};

/** The last digit before the padding, with a bit that the bytes do not hold. */
const paddingBits = (text: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const at = text.replace(/=+$/, '').length - 1;
  if (at === text.length - 1) throw new Error('no padding in this base64');
  return `${text.slice(0, at)}${alphabet[alphabet.indexOf(text[at]!) + 1]!}${text.slice(at + 1)}`;
};

const idOf = async (envelope: string): Promise<string> => {
  const { statementId } = await import('@assent/signing');
  const { payload, payloadType } = JSON.parse(envelope) as { payload: string; payloadType: string };
  return statementId(payloadType, Buffer.from(payload, 'base64'));
};
