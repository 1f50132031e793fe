import type { Spent } from '@assent/synth';
import type { Answer } from '../answer.ts';
import { readTrustFile } from '../files.ts';
import { declareBudget, readSpent } from '../operations/privacy-budget.ts';
import { fitModel } from '../operations/synth-fit.ts';
import { connectTo } from '../registry-client.ts';
import { terminalReporter } from '../terminal.ts';

const spentLine = ({ source, epsilon, budget, models }: Spent): string =>
  `${source}: ε ${epsilon.toFixed(2)} of ${budget.toFixed(2)} spent, by ${models} models`;

export const fitCommand = async (
  generator: string,
  options: {
    readonly table: string;
    readonly schema: string;
    readonly dataset: string;
    readonly out: string;
    readonly set: readonly string[];
    readonly budget?: string;
    readonly trust: string;
    readonly registry: string;
  },
): Promise<Answer> => {
  const { trust, registry, budget, ...given } = options;
  const input = {
    ...given,
    generator,
    budget,
    trust: await readTrustFile(trust),
    client: connectTo(registry),
  };
  const { model, rows, leftOut } = await fitModel(input, terminalReporter());
  const { sha256, lineage, privacy } = model;
  const spent = budget === undefined ? [] : await readSpent(budget);
  return {
    value: { ok: true, model: sha256, out: options.out, rows, leftOut, datasets: lineage.datasets, privacy, spent },
    lines: [
      `Fitted on ${rows} rows${leftOut > 0 ? `; ${leftOut} rows of the table are not in the dataset` : ''}.`,
      ...lineage.datasets.map(({ dataset, version, manifest }) => `  learnt from ${dataset} ${version}, ${manifest}`),
      privacy === null
        ? 'No formal guarantee: measure what it makes before you use it.'
        : `ε = ${privacy.epsilon}, δ = ${privacy.delta}, for each person.`,
      ...spent.map((one) => `  ${spentLine(one)}`),
      `Model: ${sha256} in ${options.out}`,
    ],
    yes: true,
  };
};

export const budgetCommand = async (
  file: string,
  options: { readonly declare?: string; readonly epsilon: number; readonly deltaExponent: number },
): Promise<Answer> => {
  const { declare, epsilon, deltaExponent } = options;
  const spent = await (declare === undefined ? readSpent(file) : declareBudget(file, declare, epsilon, deltaExponent));
  return { value: { ok: true, spent }, lines: spent.map(spentLine), yes: true };
};
