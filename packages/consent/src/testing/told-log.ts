import {
  type Attest,
  canonicalBytes,
  canonicalize,
  type Grant,
  type HolderLine,
  payloadType,
  type Purpose,
  type Result,
  type State,
  type Statement,
  type SubjectLine,
  type Synthetic,
  type SyntheticPlan,
  type Terms,
  toUtf8,
  type UseTerms,
  type Withdraw,
  type WorksLine,
} from '@assent/schema';
import { leafHash, TreeHasher } from '@assent/log';
import { didKeyOf, statementId } from '@assent/signing/verify';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { acceptStatement, type Candidate, type Registry, type SignedList } from '../accept.ts';
import type { Logged } from '../history.ts';
import { Ledger } from '../ledger.ts';
import type { Parties } from '../parties.ts';

/** 1 January 2026. */
export const now = 1_767_225_600;
export const day = 86_400;

export const hashOf = (text: string): string => bytesToHex(sha256(toUtf8(text)));
/** Somebody, by name. Nothing here is signed: the rules take signatures as given. */
export const who = (name: string): string => didKeyOf(sha256(toUtf8(name)));

export const registry: Registry = { origin: 'registry.example/log', identity: who('registry'), now };

export const openUse: UseTerms = {
  commerce: ['internal', 'release-model', 'research', 'sell-model', 'sell-outputs'],
  operators: ['academic', 'company', 'government', 'individual', 'nonprofit'],
  downstream: 'any',
  territory: { except: [] },
  duties: [],
};

export const openTerms: Terms = {
  capacity: 'owner',
  uses: { 'train-generative': openUse },
  reserves: [],
  from: now,
  until: now + 700 * day,
  onWithdraw: 'future-only',
};

export const purpose: Purpose = {
  uses: ['train-generative'],
  commerce: ['sell-outputs'],
  operator: 'company',
  downstream: 'none',
  territory: { only: ['DE'] },
  from: now,
  until: now + 100 * day,
  duties: [],
  onWithdraw: 'retrain-or-delete',
  assurance: { author: 0, guardian: 0, owner: 0, steward: 1, subject: 0 },
};

export const lineOf = (work: string, owner: string, rest: Partial<HolderLine> = {}): HolderLine => ({
  sha256: hashOf(work),
  bytes: 1,
  mime: 'image/png',
  salt: '0'.repeat(32),
  author: null,
  owners: [who(owner)],
  depicts: [],
  ...rest,
});

export const subjectLineOf = (work: string): SubjectLine => ({ sha256: hashOf(work), salt: '0'.repeat(32) });

const header = (by: string) => ({ v: 1, aud: registry.origin, iss: who(by), iat: now }) as const;

/** A list as it is signed: its lines ascending. */
export const listOf = (lines: readonly WorksLine[]): SignedList => {
  const sorted = lines.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const tree = new TreeHasher();
  for (const line of sorted) tree.add(leafHash(toUtf8(canonicalize(line))));
  return { root: bytesToHex(tree.root()), count: sorted.length, lines: sorted };
};

const worksOf = ({ root, count }: SignedList) => ({ root, count });

export const grantBy = (by: string, list: SignedList, rest: Partial<Grant> = {}): Grant => ({
  ...header(by),
  kind: 'grant',
  ...openTerms,
  works: worksOf(list),
  replaces: [],
  notice: { sha256: hashOf('notice'), language: 'en', version: 1 },
  ...rest,
});

export const withdrawBy = (by: string, statement: string, leaves?: [number, number][]): Withdraw => ({
  ...header(by),
  kind: 'withdraw',
  statement,
  ...(leaves && { leaves }),
});

export const attestBy = (by: string, subject: string, rest: Partial<Attest> = {}): Attest => ({
  ...header(by),
  kind: 'attest',
  subject: who(subject),
  how: 'organisation',
  checkedAt: now,
  until: null,
  evidence: hashOf('evidence'),
  ...rest,
});

export const stateOf = (size: number, rest: Partial<State> = {}): State => ({
  ...header('registry'),
  kind: 'state',
  size,
  at: now,
  root: hashOf('root'),
  count: 0,
  ...rest,
});

const generator = { id: 'scenes', version: '1.0.0', codeDigest: hashOf('code') };

export const planBy = (by: string, rest: Partial<SyntheticPlan> = {}): SyntheticPlan => ({
  ...header(by),
  kind: 'synthetic-plan',
  dataset: 'pictures',
  version: '1.0.0',
  spec: hashOf('spec'),
  strata: [{ stratum: 'plates', generator, parameters: {}, slots: 2 }],
  ...rest,
});

export const sliceList = (slots: readonly number[]): SignedList =>
  listOf(
    slots.map((slot, i) => ({
      sha256: hashOf(`file ${i}`),
      content: hashOf(`content ${i}`),
      slot,
      seed: hashOf(`seed ${i}`),
      mime: 'image/png',
      labels: null,
    })),
  );

export const sliceBy = (
  by: string,
  plan: string,
  nonce: string,
  list: SignedList,
  rest: Partial<Synthetic> = {},
): Synthetic => ({
  ...header(by),
  kind: 'synthetic',
  plan,
  stratum: 'plates',
  generator,
  parameters: {},
  nonce,
  class: 'formula',
  role: 'content',
  lineage: [],
  works: worksOf(list),
  report: hashOf('report'),
  ...rest,
});

/** Parties of whom nothing is known but their keys. */
export const strangers: Parties = {
  assuranceOf: () => 0,
  guardianshipsOf: () => [],
  delegation: () => undefined,
  crowdedIn: () => [],
  knownSince: () => now,
  arbiters: [],
};

/** A log in the telling: statements go through the rule into the fold, like in a registry. */
export class ToldLog {
  readonly ledger = new Ledger();

  /** What the rule says of a statement now; nothing is taken in. */
  ask(statement: Statement, list?: SignedList, over: Partial<Candidate & Registry> = {}): Result<void> {
    const { keys = [statement.iss], ...changed } = over;
    return acceptStatement(this.ledger, { statement, keys }, list, { ...registry, ...changed });
  }

  /** Take in a statement that has nothing wrong with it. */
  tell<T extends Statement>(statement: T, list?: SignedList): Logged<T> {
    const verdict = this.ask(statement, list);
    if (!verdict.ok) throw new Error(`${verdict.refusal.code}: ${verdict.refusal.detail}`);
    const id = statementId(payloadType(statement.kind), canonicalBytes(statement));
    const index = this.ledger.size;
    const logged = { index, id, statement, leafHash: hashOf(`leaf ${index} ${id}`) };
    this.ledger.apply(logged, list?.lines ?? []);
    return logged;
  }
}
