import { listRoot, noticeOf, noticeVersions } from '@assent/consent';
import { canonicalize, Grant, HolderLine, PlainText, type Terms } from '@assent/schema';
import { readLog, signAndKeep } from '../keys/outbox.ts';
import type { OwnKey, Unsent } from '../keys/store.ts';
import { toHex } from '../proof/hex.ts';
import { currentLanguage } from '../words/language.ts';
import type { ReadClaim, WrittenClaim } from './claim.ts';
import { rememberWorks } from './known-works.ts';
import type { Work } from './use-files.ts';

interface GrantInput {
  readonly works: readonly Work[];
  readonly claim: Extract<ReadClaim, { ok: true }>;
  readonly written: Pick<WrittenClaim, 'attribution' | 'titles'>;
  readonly terms: Terms;
  readonly ownKey: OwnKey;
}

/** What the works' author chose to publish as their titles; none where it cannot stand in a line. */
const titleOf = ({ name, rights }: Work, titles: WrittenClaim['titles']): string | undefined => {
  if (titles === 'none') return undefined;
  const title = PlainText(200).safeParse(titles === 'names' ? name.replace(/\.[^.]+$/u, '') : rights?.title);
  return title.success ? title.data : undefined;
};

/** The list of works, a line each with a salt of its own, and the grant that signs its root and the notice's hash. */
const compose = ({ works, claim, written, terms, ownKey }: GrantInput, origin: string, now: number) => {
  const self = ownKey.identity;
  const credit = written.attribution.trim();
  const language = currentLanguage();
  const lines = works
    .toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
    .map((work) => {
      const { sha256, bytes, mime, width, height } = work;
      const title = titleOf(work, written.titles);
      return canonicalize(
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
          ...(title !== undefined && { title }),
          ...(claim.tags.length > 0 && { tags: [...claim.tags] }),
        }),
      );
    });
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
