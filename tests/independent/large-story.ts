import type { HolderLine, Specification, WorksLine } from '@assent/schema';
import { sceneLine, type Signing, specification, type Story, tellStory } from '../support/consent-story.ts';
import { holderLine, keyOf, openTerms, subjectLine, usesOf } from '../support/written-statements.ts';

export interface Extent {
  readonly photographers: number;
  /** Works of each. */
  readonly works: number;
  readonly slots: number;
}

/**
 * A story with many more holders: photographers whose lists differ in terms, some of them attested, some withdrawn in
 * part or replaced; every third work of theirs shows a sitter, who agrees to it.
 */
export const tellLargeStory = ({ photographers, works, slots }: Extent): Promise<Story> => {
  const [first] = specification.strata;
  const wanted: Specification = {
    ...specification,
    title: 'Many pictures with consent',
    strata: [{ ...first!, quota: 10 * photographers * works + 100 }],
  };
  return tellStory({
    wanted,
    before: async (signing) => {
      for (let number = 0; number < photographers; number++) await agree(signing, number, works);
    },
    plan: (plan) => ({ ...plan, strata: [{ ...plan.strata[0]!, slots }] }),
    slice: (slice, nonce) => ({
      slice,
      lines: Array.from({ length: slots }, (_, slot) => sceneLine(nonce, slot, `scene ${slot}`)),
    }),
  });
};

const agree = async (signing: Signing, number: number, works: number): Promise<void> => {
  const photographer = keyOf(`photographer ${number}`);
  const sitters = ['ann', 'bo', 'cy'].map((name) => keyOf(`${name} of ${number}`));
  if (number % 2 === 0) await signing.attest(signing.registry.key, photographer.did, 'domain');
  const lines: HolderLine[] = [];
  const seen: [sitter: number, line: WorksLine][] = [];
  for (let work = 0; work < works; work++) {
    const file = `work ${work} of ${number}`;
    const sitter = work % 9;
    const shown = sitter < sitters.length;
    const depicts = shown ? [{ subject: sitters[sitter]!.did, minor: false }] : [];
    const author = number % 3 === 0 ? null : photographer.did;
    lines.push(holderLine(file, { owners: [photographer.did], author, depicts, title: `Œuvre ${work}` }));
    if (shown) seen.push([sitter, subjectLine(file)]);
  }
  const duties = number % 4 === 0 ? { duties: ['attribute' as const] } : {};
  const terms = {
    ...openTerms,
    uses: usesOf(['train-generative', 'mine'], { territory: { except: ['KP', 'US'] }, ...duties }),
  };
  const grant = await signing.grant(photographer, terms, lines);
  if (number % 5 === 1) await signing.withdraw(photographer, grant.id, [[0, 1]]);
  if (number % 5 === 2) await signing.grant(photographer, terms, lines.slice(1), { replaces: [grant.id] });
  for (const [index, sitter] of sitters.entries()) {
    const own = seen.filter(([who]) => who === index).map(([, line]) => line);
    if (own.length > 0) await signing.grant(sitter, { ...openTerms, capacity: 'subject' }, own);
  }
};
