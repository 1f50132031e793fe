import type { Language } from '@assent/consent';
import type { Answer } from '../answer.ts';
import { describeTraced, trace, type Traced } from '../operations/lineage.ts';
import { connectTo } from '../registry-client.ts';
import { terminalReporter } from '../terminal.ts';

const more = {
  en: {
    madeOf: (id: string) => `Made of ${id}.`,
    model: (name: string, id: string) => `Model ${name} was trained from it (${id}).`,
    withdrawn: (works: number) => `${works} of the works in it are no longer agreed to.`,
  },
  es: {
    madeOf: (id: string) => `Hecho a partir de ${id}.`,
    model: (name: string, id: string) => `El modelo ${name} se entrenó a partir de él (${id}).`,
    withdrawn: (works: number) => `${works} de las obras que contiene ya no tienen permiso.`,
  },
} as const;

/** As JSON: ids instead of whole manifests. */
const valueOf = (traced: Traced) =>
  traced.of === 'works'
    ? {
        of: traced.of,
        onWithdraw: traced.onWithdraw,
        withdrawal: traced.withdrawal ?? null,
        datasets: traced.datasets.map(({ dataset: { id, release, manifest }, ...rest }) => ({
          id,
          release,
          dataset: manifest.dataset,
          version: manifest.version,
          ...rest,
        })),
        models: traced.models.map(({ model: { id, receipt }, ...rest }) => ({ id, model: receipt.model, ...rest })),
      }
    : { ...traced, descendants: traced.descendants.map(({ id, receipt }) => ({ id, model: receipt.model })) };

/**
 * Yes: nothing is left to do. No: something was withdrawn that no receipt answers, or a dataset or model rests on works
 * that are no longer agreed to.
 */
const isSettled = (traced: Traced): boolean =>
  traced.of === 'works'
    ? traced.withdrawal === undefined ||
      [...traced.datasets, ...traced.models].every(({ asked, answeredBy }) => !asked || answeredBy !== undefined)
    : traced.withdrawn === 0;

export const lineageCommand = async (
  named: string,
  { language, registry }: { readonly language: Language; readonly registry: string },
): Promise<Answer> => {
  const traced = await trace(connectTo(registry), named, terminalReporter());
  const settled = isSettled(traced);
  const words = more[language];
  const [first, ...lines] = describeTraced(language, traced);
  return {
    value: { ok: settled, ...valueOf(traced) },
    lines: [
      first!,
      ...[
        ...lines,
        ...(traced.of === 'works'
          ? []
          : [
              ...traced.madeOf.map(words.madeOf),
              ...traced.descendants.map(({ id, receipt: { model } }) =>
                words.model(`${model?.name} ${model?.version}`, id),
              ),
              ...(traced.withdrawn === 0 ? [] : [words.withdrawn(traced.withdrawn)]),
            ]),
      ].map((line) => `  ${line}`),
    ],
    yes: settled,
  };
};
