import { noticeOf } from '@assent/consent';
import {
  canonicalize,
  type Grant,
  type GrantedUses,
  type HolderLine,
  type Purpose,
  type SubjectLine,
  type Terms,
  toUtf8,
  type Trust,
  type Use,
  type UseTerms,
  type WorksLine,
} from '@assent/schema';
import { leafHash, TreeHasher } from '@assent/log';
import { type Signer, signerFromSeed } from '@assent/signing';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** 1 January 2026, when every story begins. */
export const newYear = 1_767_225_600;
export const days = 86_400;

const keys = new Map<string, Signer>();

/** A key that belongs to a name: the same in every test. */
export const keyOf = (name: string): Signer => {
  // To make one takes longer than most that is done with it.
  const key = keys.get(name) ?? signerFromSeed(sha256(toUtf8(`key of ${name}`)));
  keys.set(name, key);
  return key;
};

export const hashOf = (data: Uint8Array | string): string =>
  bytesToHex(sha256(typeof data === 'string' ? toUtf8(data) : data));

/** Terms of a use that leave nothing out: what a test narrows is then what it is about. */
export const openUse: UseTerms = {
  commerce: ['internal', 'release-model', 'research', 'sell-model', 'sell-outputs'],
  operators: ['academic', 'company', 'government', 'individual', 'nonprofit'],
  downstream: 'any',
  territory: { except: [] },
  duties: [],
};

export const usesOf = (uses: readonly Use[], terms: Partial<UseTerms> = {}): GrantedUses =>
  Object.fromEntries(uses.map((use) => [use, { ...openUse, ...terms }]));

export const openTerms: Terms = {
  capacity: 'owner',
  uses: usesOf(['train-generative', 'train-predictive']),
  reserves: [],
  from: newYear - 30 * days,
  until: newYear + 600 * days,
  onWithdraw: 'future-only',
};

export const stewardTerms: Terms = {
  ...openTerms,
  capacity: 'steward',
  basis: 'expired',
  evidence: { url: 'https://archive.example/rights' },
};

/** Training a model inside a company and selling what it makes, in a year from the first of January. */
export const purpose: Purpose = {
  uses: ['train-generative'],
  commerce: ['internal', 'sell-outputs'],
  operator: 'company',
  downstream: 'none',
  territory: { only: ['DE', 'FR'] },
  from: newYear,
  until: newYear + 365 * days,
  duties: [],
  onWithdraw: 'retrain-or-delete',
  assurance: { author: 0, guardian: 0, owner: 0, steward: 1, subject: 0 },
};

/** Nobody but these: a test that trusts more says so. */
export const noTrust: Trust = {
  v: 1,
  logs: [],
  issuers: 'any',
  attesters: [],
  arbiters: [],
  monitors: { quorum: 0, keys: [] },
  witnesses: { quorum: 0, keys: [] },
  unknownLineage: 'refuse',
};

/** The line of a work: `file` stands for its bytes. */
export const holderLine = (file: string, claim: Partial<HolderLine> & Pick<HolderLine, 'owners'>): HolderLine => ({
  sha256: hashOf(file),
  bytes: file.length,
  mime: 'image/png',
  salt: hashOf(`salt of ${file}`).slice(0, 32),
  author: null,
  depicts: [],
  ...claim,
});

export const subjectLine = (file: string): SubjectLine => ({
  sha256: hashOf(file),
  salt: hashOf(`subject's salt of ${file}`).slice(0, 32),
});

/** Lines as a list is signed: ascending, with their texts and root. */
export const listOf = <T extends { readonly sha256: string }>(
  lines: readonly T[],
): { texts: string[]; lines: T[]; works: { root: string; count: number } } => {
  const sorted = lines.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const texts = sorted.map((line) => canonicalize(line));
  const tree = new TreeHasher();
  for (const text of texts) tree.add(leafHash(toUtf8(text)));
  return { texts, lines: sorted, works: { root: bytesToHex(tree.root()), count: texts.length } };
};

/** A grant, with the notice that its terms make. */
export const grantOf = (
  signed: Pick<Grant, 'aud' | 'iss'> & Partial<Pick<Grant, 'iat' | 'replaces'>>,
  terms: Terms,
  lines: readonly WorksLine[],
): Grant => ({
  v: 1,
  kind: 'grant',
  iat: newYear - 20 * days,
  replaces: [],
  ...signed,
  ...terms,
  works: listOf(lines).works,
  // The first version, for good: published vectors hold it.
  notice: noticeOf('en', 1, terms),
});
