import type { Answer } from '../answer.ts';
import { readExternal } from '../external/description.ts';
import { readParameters } from '../operations/synth.ts';
import { generateExternally } from '../operations/synth-external.ts';
import { terminalReporter } from '../terminal.ts';

export const externalCommand = async (
  description: string,
  options: {
    readonly out: string;
    readonly count: number;
    readonly set: readonly string[];
    readonly seed: string;
    readonly allowHost: readonly string[];
    readonly allowPrivate?: boolean;
  },
): Promise<Answer> => {
  const { out, count, set, seed } = options;
  const open = await readExternal(description);
  const allowed = { hosts: options.allowHost, isPrivateAllowed: options.allowPrivate === true };
  const given = { parameters: readParameters({}, set), seed, count, out };
  const report = await generateExternally(open, given, allowed, terminalReporter());
  const { generator, items, bytes, lineage } = report;
  return {
    value: { ok: true, out, report },
    lines: [
      `${items} items of ${generator.id} ${generator.version}, ${bytes} bytes, in ${out}.`,
      'Each file is the one that was answered for (V1). Nobody here can make them again.',
      lineage.length === 0
        ? 'Nobody says what its model was trained on: a dataset with these is refused, or tainted.'
        : `Trained on ${lineage.join(', ')}, it says.`,
    ],
    yes: true,
  };
};
