import { noticeOf, noticeVersions } from '@assent/consent';
import { leafHash, rootOf } from '@assent/log';
import {
  type Attest,
  canonicalize,
  type Grant,
  type GrantedUses,
  type HolderLine,
  type PublicationReceipt,
  type Result,
  type Terms,
  toUtf8,
  type Use,
  type UseTerms,
  type Withdraw,
} from '@assent/schema';
import { randomSeed, type Signer, signerFromSeed, signStatement, toBase64 } from '@assent/signing';
import { readKeyFile } from '@assent/signing/key-file';
import { bytesToHex } from '@noble/hashes/utils.js';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Place } from './place.ts';

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export const unwrap = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
};

export const newSigner = (): Signer => signerFromSeed(randomSeed());

/** The log's own key, which also checks who people are. */
const registryKey = async ({ data }: Place): Promise<Signer> =>
  unwrap(await readKeyFile(join(data, 'log.key'), undefined));

/** The header that every statement begins with. */
export const header = async ({ api }: Place, signer: Signer) => {
  const { origin, now } = await api.overview.query();
  return { v: 1, aud: origin, iss: signer.did, iat: now } as const;
};

/** A work of which the content is known: its hash is what is registered. */
export interface Work {
  readonly content: string;
  readonly title: string;
  readonly attribution?: string;
}

export const sha256Of = ({ content }: Pick<Work, 'content'>): string => hash(content);

const lineOf = (signer: Signer, { content, ...described }: Work): HolderLine => ({
  sha256: hash(content),
  bytes: Buffer.byteLength(content),
  mime: 'image/jpeg',
  salt: randomBytes(16).toString('hex'),
  author: signer.did,
  owners: [signer.did],
  depicts: [],
  tags: ['photograph'],
  ...described,
});

/** Lines in their order, and what a statement signs of them. */
export const listOf = <T extends { sha256: string }>(unsorted: readonly T[]) => {
  const lines = unsorted.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)).map((line) => canonicalize(line));
  return {
    lines,
    commitment: { root: bytesToHex(rootOf(lines.map((line) => leafHash(toUtf8(line))))), count: lines.length },
  };
};

const granted = (uses: readonly Use[], terms: UseTerms): GrantedUses =>
  Object.fromEntries(uses.map((use) => [use, terms]));

/** Everything but manner and likeness, for everybody who names the author. */
const openUses = granted(['evaluate', 'mine', 'search', 'share-copy', 'train-generative', 'train-predictive'], {
  commerce: ['internal', 'release-model', 'research', 'sell-model', 'sell-outputs'],
  operators: ['academic', 'company', 'government', 'individual', 'nonprofit'],
  downstream: 'same-terms',
  territory: { except: [] },
  duties: ['attribute'],
});

/** Research at universities, and nothing else. */
export const researchUses = granted(['evaluate', 'mine', 'train-predictive'], {
  commerce: ['research'],
  operators: ['academic', 'nonprofit'],
  downstream: 'none',
  territory: { except: [] },
  duties: ['attribute', 'notify'],
});

/** Sign and publish one permission of the author of some works. */
export const publishGrant = async (
  place: Place,
  signer: Signer,
  works: readonly Work[],
  uses = openUses,
): Promise<PublicationReceipt> => {
  const head = await header(place, signer);
  const terms: Terms = {
    capacity: 'author',
    uses,
    reserves: ['imitate-style'],
    from: head.iat - 3600,
    until: head.iat + 700 * 86_400,
    onWithdraw: 'remove-from-datasets',
  };
  const { lines, commitment } = listOf(works.map((work) => lineOf(signer, work)));
  const grant: Grant = {
    ...head,
    kind: 'grant',
    ...terms,
    works: commitment,
    replaces: [],
    notice: noticeOf('en', noticeVersions.en, terms),
  };
  return place.api.statements.publish.mutate({ envelope: toBase64(await signStatement(grant, signer)), lines });
};

export const publishWithdraw = async (place: Place, signer: Signer, statement: string): Promise<PublicationReceipt> => {
  const withdraw: Withdraw = { ...(await header(place, signer)), kind: 'withdraw', statement };
  return place.api.statements.publish.mutate({ envelope: toBase64(await signStatement(withdraw, signer)) });
};

/** The registry checked who somebody is. */
export const publishAttest = async (place: Place, subject: Signer, claim: string): Promise<PublicationReceipt> => {
  const signer = await registryKey(place);
  const head = await header(place, signer);
  const attest: Attest = {
    ...head,
    kind: 'attest',
    subject: subject.did,
    how: 'organisation',
    claim,
    checkedAt: head.iat,
    until: null,
    evidence: hash(claim),
  };
  return place.api.statements.publish.mutate({ envelope: toBase64(await signStatement(attest, signer)) });
};
