import { canonicalBytes, type IdentityStatement } from '@assent/schema';
import { actIdOf } from '@assent/signing/verify';
import { hashOf, keyOf } from '../support/written-statements.ts';
import type { Draw } from './random-cases.ts';

export const did = (name: string): string => keyOf(`person ${name}`).did;
const hashOfKey = (name: string): string => hashOf(keyOf(`person ${name}`).publicKey);

/** An identity whose keys can change, as its owner knows it. */
export interface Changing {
  readonly id: string;
  readonly name: string;
  /** The id of its latest statement. */
  last: string;
  said: IdentityStatement;
  /** Names of its keys, and of those that come next. */
  keys: readonly string[];
  next: readonly string[];
  generation: number;
}

export const beginIdentity = (
  draw: Draw,
  name: string,
  header: Pick<IdentityStatement, 'aud' | 'iat'>,
): Omit<Changing, 'last'> => {
  const keys = [`${name} 0`, ...(draw.chance(50) ? [`${name} 0 second`] : [])];
  const next = [`${name} 1`, `${name} 1 second`];
  const said: IdentityStatement = {
    v: 1,
    kind: 'identity',
    ...header,
    iss: 'act:self',
    keys: keys.map(did).toSorted(),
    threshold: 1 + draw.below(keys.length),
    nextKeyHashes: next.map(hashOfKey).toSorted(),
    recovery: [0, 1].map((rank) => did(`${name} recovery ${rank}`)),
  };
  return { id: actIdOf(canonicalBytes(said)), name, said, keys, next, generation: 0 };
};

interface Change {
  readonly after: Pick<Changing, 'generation' | 'keys' | 'next' | 'said'>;
  /** The dids that sign it. */
  readonly keys: readonly string[];
}

/** Rotation, revocation or recovery, by whom it takes or by others; `undefined` where what came to mind has no shape. */
export const changeKeys = (draw: Draw, who: Changing, iat: number, index: number): Change | undefined => {
  const { compromisedSince: _, ...said } = who.said;
  const prev = draw.chance(95) ? who.last : `sha256:${hashOf('none')}`;
  const base: IdentityStatement = { ...said, iss: who.id, iat, prev };
  const generation = who.generation + 1;
  const roll = draw.below(100);
  const change =
    roll < 35 ? rotation(draw, who, base) : roll < 50 ? revocation(draw, who, base) : recovery(draw, who, base, index);
  let { keys, said: next } = change;
  if (draw.chance(12)) keys = draw.pick([[did('a')], [...said.keys], [...keys, did('a')], keys.slice(1)]);
  if (draw.chance(5)) next = { ...next, compromisedSince: 0 };
  if (draw.chance(5)) next = { ...next, keys: [did(`${who.name} thief`)], threshold: 1 };
  if (next.keys.some((key) => next.recovery.includes(key))) return undefined;
  const after = { said: next, keys: change.named, next: change.next, generation };
  return { after, keys: [...new Set(keys)].toSorted() };
};

interface Proposal {
  readonly said: IdentityStatement;
  readonly keys: readonly string[];
  readonly named: readonly string[];
  readonly next: readonly string[];
}

const freshKeys = ({ name, generation }: Changing): string[] => [
  `${name} ${generation + 2}`,
  `${name} ${generation + 2} second`,
];

const rotation = (draw: Draw, who: Changing, base: IdentityStatement): Proposal => {
  const next = freshKeys(who);
  const keys = who.next.map(did).toSorted();
  const said = { ...base, keys, threshold: 1 + draw.below(2), nextKeyHashes: next.map(hashOfKey).toSorted() };
  return { said, keys, named: who.next, next };
};

const revocation = (draw: Draw, who: Changing, base: IdentityStatement): Proposal => {
  const named = draw.chance(60) ? who.keys.slice(1) : [];
  const said = { ...base, keys: named.map(did).toSorted(), threshold: Math.min(base.threshold, named.length) };
  return { said, keys: base.keys, named, next: who.next };
};

const recovery = (draw: Draw, who: Changing, base: IdentityStatement, index: number): Proposal => {
  const next = freshKeys(who);
  const named = [`${who.name} ${who.generation + 1} again`];
  const kept = draw.chance(80) ? base.recovery : [did(`${who.name} recovery 9`), ...base.recovery.slice(1)];
  const since = Math.max(0, index - draw.below(9) + draw.below(2));
  const said = {
    ...base,
    keys: named.map(did),
    threshold: 1,
    nextKeyHashes: next.map(hashOfKey).toSorted(),
    recovery: kept,
    ...(draw.chance(60) && { compromisedSince: since }),
  };
  return { said, keys: [base.recovery[draw.below(2)]!], named, next };
};
