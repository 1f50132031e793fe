import { accepted, type Parameters } from '@assent/schema';
import type { Generated, Generator } from '../generator.ts';
import { prepareAvatars } from './generate.ts';
import { golden } from './golden.ts';
import type { AvatarLabels } from './labels.ts';
import { manifest } from './manifest.ts';
import { avatarFields } from './parameters.ts';
import { recheckAvatar } from './recheck.ts';

/** Drawn faces of nobody, put together from parts whose makers gave up their rights: to build and test software with. */
export const avatar: Generator = {
  manifest,
  fields: avatarFields,
  golden,
  prepare(parameters: Parameters) {
    const generate = prepareAvatars(parameters);
    return generate.ok ? accepted({ generate: generate.value, recheck: recheckAvatar, tally }) : generate;
  },
};

const tally = (item: Generated): Record<string, Record<string, number>> => {
  const { parts, style } = item.labels as AvatarLabels;
  const counts: Record<string, number> = {};
  for (const part of Object.keys(parts)) counts[part] = 1;
  return { part: counts, style: { [style]: 1 } };
};
