import { accepted, type Parameters } from '@assent/schema';
import type { Generated, Generator } from '../generator.ts';
import { prepareScenes } from './generate.ts';
import { golden } from './golden.ts';
import { countBy, type SceneLabels } from './labels.ts';
import { manifest } from './manifest.ts';
import { sceneFields } from './parameters.ts';
import { recheckScene } from './recheck.ts';

/** Scenes of counted objects: flat shapes in plain colours, labelled from the description they are drawn from. */
export const shapesScene: Generator = {
  manifest,
  fields: sceneFields,
  golden,
  prepare(parameters: Parameters) {
    const generate = prepareScenes(parameters);
    return generate.ok ? accepted({ generate: generate.value, recheck: recheckScene, tally }) : generate;
  },
};

const tally = (item: Generated): Record<string, Record<string, number>> => {
  const { objects, background } = item.labels as SceneLabels;
  return {
    background: { [background]: 1 },
    colour: countBy(objects.map(({ colour }) => colour)),
    objects: { [objects.length]: 1 },
    shape: countBy(objects.map(({ shape }) => shape)),
    size: countBy(objects.map(({ size }) => size)),
  };
};
