import { listRoot, noticeOf, noticeVersions } from '@assent/consent';
import { canonicalize, Grant, HolderLine, type Terms } from '@assent/schema';
import { readLog, signAndKeep } from '../keys/outbox.ts';
import type { OwnKey, Unsent } from '../keys/store.ts';
import { toHex } from '../proof/hex.ts';
import { currentLanguage } from '../words/language.ts';
import type { ReadClaim } from './claim.ts';
import { rememberWorks } from './known-works.ts';
import type { Work } from './use-files.ts';

interface GrantInput {
  readonly works: readonly Work[];
  readonly claim: Extract<ReadClaim, { ok: true }>;
  readonly attribution: string;
  readonly terms: Terms;
  readonly ownKey: OwnKey;
}

/** The list of works, a line each with a salt of its own, and the grant that signs its root and the notice's hash. */
const compose = ({ works, claim, attribution, terms, ownKey }: GrantInput, origin: string, now: number) => {
  const self = ownKey.identity;
  const credit = attribution.trim();
  const language = currentLanguage();
  const lines = works
    .toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
    .map(({ sha256, bytes, mime, width, height }) =>
      canonicalize(
        HolderLine.parse({
          sha256,
          bytes,
          mime,
          salt: toHex(crypto.getRandomValues(new Uint8Array(16))),
          author: self,
          owners: [...claim.owners],
          depicts: claim.depicts,
          ...(credit !== '' && { attribution: credit }),
          ...(width !== undefined && { width, height }),
        }),
      ),
    );
  const grant = Grant.parse({
    v: 1,
    kind: 'grant',
    aud: origin,
    iss: self,
    iat: now,
    ...terms,
    works: { root: listRoot(lines), count: lines.length },
    replaces: [],
    notice: noticeOf(language, noticeVersions[language], terms),
  });
  return { grant, lines };
};

/** Sign one permission for some works, and keep it until the log has it. Their names stay in this browser. */
export const signGrant = async (input: GrantInput): Promise<Unsent> => {
  const { origin } = await readLog();
  const { grant, lines } = compose(input, origin, Math.floor(Date.now() / 1000));
  await rememberWorks(
    input.works.map(({ sha256, name, thumbnail }) => ({ sha256, name, ...(thumbnail !== undefined && { thumbnail }) })),
  );
  return signAndKeep(grant, lines, input.ownKey);
};
