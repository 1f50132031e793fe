import {
  type Delegate,
  type Grant,
  type GrantedUses,
  type Notice,
  type Scope,
  type SignedFor,
  type Terms,
  type Use,
  uses,
} from '@assent/schema';
import { toUtf8 } from '@assent/schema';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Language, Wording } from './language.ts';
import { wordingOf } from './wordings.ts';

/**
 * Version of the notices that are written now, in each language. A version that was ever signed stays as it is, to the
 * letter; a changed sentence is a new version.
 */
export const noticeVersions = { en: 2, es: 1 } as const satisfies Readonly<Record<Language, number>>;

/** What somebody signs to: terms, and for whom, where they sign in another's name. */
export type SignedTerms = Terms & { readonly for?: SignedFor | undefined };

/** The first English notices did not say what a signature rests on, nor where an offer is. */
const saysOnlyTerms = (language: Language, version: number): boolean => language === 'en' && version === 1;

/** Uses under the same terms, in the order of the list of uses. */
const groupsOf = <T>(granted: Readonly<Partial<Record<Use, T>>>): { readonly uses: Use[]; readonly terms: T }[] => {
  const groups = new Map<string, { uses: Use[]; terms: T }>();
  for (const use of uses) {
    const terms = granted[use];
    if (terms === undefined) continue;
    const key = JSON.stringify(terms);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { uses: [use], terms });
    else group.uses.push(use);
  }
  return [...groups.values()];
};

const named = (wording: Wording, group: readonly Use[], last: 'and' | 'or'): string =>
  wording.phrases(
    group.map((use) => wording.uses[use]),
    last,
  );

const refusedUses = (wording: Wording, granted: Readonly<Partial<Record<Use, unknown>>>): string[] => {
  const refused = uses.filter((use) => granted[use] === undefined);
  return refused.length === 0 ? [] : [wording.terms.refused(named(wording, refused, 'or'))];
};

/** Who may do what, a sentence a group of uses, and where the offer is, where one is to be paid. */
const allowedUses = (wording: Wording, granted: GrantedUses, onlyTerms: boolean): string[] =>
  groupsOf(granted).map(({ uses: group, terms: { offer, ...axes } }) =>
    [
      wording.terms.allowed(named(wording, group, 'and'), axes, 'signer'),
      ...(offer === undefined || onlyTerms ? [] : [wording.terms.offer(offer)]),
    ].join(' '),
  );

const sentencesOf = (language: Language, version: number, terms: SignedTerms): string[] => {
  const wording = wordingOf(language);
  const onlyTerms = saysOnlyTerms(language, version);
  const { capacity, for: signedFor, basis, evidence, reserves, from, until } = terms;
  const allowed = allowedUses(wording, terms.uses, onlyTerms);
  return [
    signedFor === undefined || onlyTerms ? wording.terms.signs(capacity) : wording.terms.signsFor(capacity, signedFor),
    ...(basis === undefined || onlyTerms ? [] : [wording.basis[basis]]),
    ...(evidence === undefined || onlyTerms ? [] : [wording.terms.evidence(evidence)]),
    ...(allowed.length === 0 ? [wording.terms.nothing.signer] : allowed),
    ...refusedUses(wording, terms.uses),
    ...(reserves.length === 0 ? [] : [wording.terms.reserved(named(wording, reserves, 'or'))]),
    wording.terms.holds(from, until),
    wording.onWithdraw.signer[terms.onWithdraw],
    wording.terms.cannotForget,
  ];
};

/**
 * Terms in plain words: as whom one signs, what is allowed, what is not, until when, what cannot be undone, in this
 * order. A grant signs the hash of exactly this text, so what is read is what is signed.
 */
export const describeTerms = (language: Language, terms: SignedTerms): string[] =>
  sentencesOf(language, noticeVersions[language], terms);

const hashOf = (sentences: readonly string[]): string => bytesToHex(sha256(toUtf8(sentences.join('\n'))));

/** What a grant signs of the text that its signer is shown. */
export const noticeOf = (language: Language, version: number, terms: SignedTerms): Notice => ({
  sha256: hashOf(sentencesOf(language, version, terms)),
  language,
  version,
});

/**
 * The text that the signer of a grant was shown: made again from its terms, in the language and version that it names.
 * `undefined` where its hash is another, or the version is not known here.
 */
export const readNotice = (grant: Grant): string[] | undefined => {
  const { language, version, sha256: signed } = grant.notice;
  if (version > noticeVersions[language]) return undefined;
  const sentences = sentencesOf(language, version, grant);
  return hashOf(sentences) === signed ? sentences : undefined;
};

/** What a dataset or a model may be used for: a sentence or three a group of uses, then what nobody may do. */
export const describeScope = (language: Language, scope: Scope): string[] => {
  const wording = wordingOf(language);
  const allowed = groupsOf(scope).map(({ uses: group, terms: { from, until, onWithdraw, ...axes } }) =>
    [
      wording.terms.allowed(named(wording, group, 'and'), axes, 'reader'),
      wording.terms.holds(from, until),
      wording.onWithdraw.reader[onWithdraw],
    ].join(' '),
  );
  return allowed.length === 0 ? [wording.terms.nothing.reader] : [...allowed, ...refusedUses(wording, scope)];
};

/** The most that somebody may grant by a delegation, and as whom. */
export const describeDelegated = (language: Language, { uses: granted, capacities }: Delegate): string[] => {
  const wording = wordingOf(language);
  return [
    ...groupsOf(granted).map(({ uses: group, terms }) =>
      wording.terms.allowed(named(wording, group, 'and'), terms, 'reader'),
    ),
    wording.delegatedAs(
      wording.list(
        capacities.map((capacity) => wording.capacities[capacity]),
        'and',
      ),
    ),
  ];
};
