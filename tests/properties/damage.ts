import * as fc from 'fast-check';

/** Ways to damage a list of hashes; each answers with a list that differs, or `undefined` where it cannot. */
const damages = {
  drop: (hashes: readonly Uint8Array[], at: number) =>
    hashes.length === 0 ? undefined : hashes.toSpliced(at % hashes.length, 1),
  add: (hashes: readonly Uint8Array[], at: number, other: Uint8Array) =>
    hashes.toSpliced(at % (hashes.length + 1), 0, other),
  double: (hashes: readonly Uint8Array[], at: number) =>
    hashes.length === 0 ? undefined : hashes.toSpliced(at % hashes.length, 0, hashes[at % hashes.length]!),
  swap: (hashes: readonly Uint8Array[], at: number) => {
    if (hashes.length < 2) return undefined;
    const i = at % (hashes.length - 1);
    return hashes.with(i, hashes[i + 1]!).with(i + 1, hashes[i]!);
  },
  flip: (hashes: readonly Uint8Array[], at: number) => {
    if (hashes.length === 0) return undefined;
    const hash = hashes[at % hashes.length]!;
    return hashes.with(at % hashes.length, hash.with(at % 32, hash[at % 32]! ^ (1 << (at % 8))));
  },
  shorten: (hashes: readonly Uint8Array[], at: number) =>
    hashes.length === 0 ? undefined : hashes.with(at % hashes.length, hashes[at % hashes.length]!.subarray(1)),
} as const;

const same = (a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean =>
  a.map(String).join(';') === b.map(String).join(';');

/** One way to damage a proof: hashes dropped, added, doubled, exchanged, changed in a bit, or cut. */
export const damage = fc
  .record({
    how: fc.constantFrom(...(Object.keys(damages) as (keyof typeof damages)[])),
    at: fc.nat(),
    other: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  })
  .map(({ how, at, other }) => (hashes: readonly Uint8Array[]): readonly Uint8Array[] | undefined => {
    const damaged = damages[how](hashes, at, other);
    return damaged === undefined || same(damaged, hashes) ? undefined : damaged;
  });

const edit = fc.oneof(
  fc.record({
    how: fc.constantFrom('cut', 'drop', 'flip', 'double'),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 20 }),
  }),
  fc.record({ how: fc.constant('insert'), at: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) }),
);

/** Bytes after a few edits: a bit flipped, some dropped, doubled or put in, the end cut off. */
export const edited = (valid: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc.tuple(valid, fc.array(edit, { minLength: 1, maxLength: 4 })).map(([bytes, edits]) =>
    edits.reduce((now, one) => {
      const at = one.at % (now.length + 1);
      if ('bytes' in one) return Uint8Array.from([...now.subarray(0, at), ...one.bytes, ...now.subarray(at)]);
      if (one.how === 'cut') return now.slice(0, at);
      if (one.how === 'flip')
        return now.length === 0 ? now : now.with(at % now.length, now[at % now.length]! ^ (1 << (one.length % 8)));
      const part = now.subarray(at, at + one.length);
      const kept = one.how === 'drop' ? [] : [...part, ...part];
      return Uint8Array.from([...now.subarray(0, at), ...kept, ...now.subarray(at + part.length)]);
    }, bytes),
  );
