import { type Assembly, describeReason, describeShortfall, type WhatIf } from '@assent/consent';
import type { Code, Specification, Trust } from '@assent/schema';
import { fail } from '../failure.ts';
import { ask, type RegistryClient } from '../registry-client.ts';

export interface Surveyed {
  readonly assembly: Assembly;
  /** What each single change of the purpose would gain or lose. */
  readonly whatIf: readonly WhatIf[];
}

/** What a specification would give now: the same choice as an assembly's, and nothing is signed or written. */
export const survey = async (specification: Specification, trust: Trust, client: RegistryClient): Promise<Surveyed> => {
  const { purpose } = specification;
  const match = { people: 'any' } as const;
  const { assembly } = await ask(client, (api) => api.datasets.assemble.mutate({ specification, trust }));
  const { whatIf } = await ask(client, (api) => api.datasets.survey.mutate({ purpose, match, trust }));
  return { assembly, whatIf };
};

/** Changes that are told: those that matter most, both ways. */
const told = 5;

const leads: Readonly<Record<WhatIf['change'], string>> = {
  instead: 'with, instead,',
  only: 'for nothing but',
  with: 'with',
  without: 'without',
};

const describeChange = ({ change, axis, value, more }: WhatIf): string =>
  `  ${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} ${leads[change]} ${value} (${axis})`;

export const surveyLines = ({ assembly, whatIf }: Surveyed): string[] => {
  const { eligible, excluded, waterfall, left, strata } = assembly;
  const works = eligible + excluded.reduce((sum, { count }) => sum + count, 0);
  const gains = whatIf.filter(({ more }) => more > 0).slice(0, told);
  const losses = whatIf.filter(({ more }) => more < 0).slice(-told);
  return [
    `${works} works; ${eligible} qualify.`,
    ...waterfall.map(({ code, works: out }) => `  ${out} out: ${describeReason('en', { code })} (${code})`),
    ...left.map(({ because, count }) => `  ${count} qualify and would not be taken (${because})`),
    ...strata.map((counts) => `  ${describeShortfall('en', { ...counts, synthetic: 0 })}`),
    ...(gains.length + losses.length > 0 ? ['What one change of the purpose would do:'] : []),
    ...[...gains, ...losses].map(describeChange),
  ];
};

/** The works behind one step: those that a code keeps out, each with every reason, or that were left for another cause. */
export const openStep = ({ excluded, left }: Assembly, step: string): { sha256: string; because: string[] }[] => {
  const found = [
    ...excluded
      .filter(({ decision }) => decision.reasons.some(({ code }) => code === step))
      .flatMap(({ decision, works }) =>
        works.map((sha256) => ({ sha256, because: decision.reasons.map((reason) => describeReason('en', reason)) })),
      ),
    ...left
      .filter(({ because }) => because === step)
      .flatMap(({ because, works }) => works.map((sha256) => ({ sha256, because: [because] }))),
  ];
  const steps = [
    ...new Set<Code | string>([
      ...excluded.flatMap((one) => one.decision.reasons.map(({ code }) => code)),
      ...left.map(({ because }) => because),
    ]),
  ];
  return found.length > 0 ? found : fail('not_found', `${step}; there are: ${steps.toSorted().join(', ')}`);
};
