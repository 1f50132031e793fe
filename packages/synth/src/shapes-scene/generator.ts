import { accepted, type Parameters } from '@assent/schema';
import type { Generated, Generator } from '../generator.ts';
import { generateScene } from './generate.ts';
import { golden } from './golden.ts';
import { countBy, type SceneLabels } from './labels.ts';
import { manifest } from './manifest.ts';
import { readSceneParameters, sceneFields } from './parameters.ts';
import { recheckScene } from './recheck.ts';

/** Scenes of counted objects: flat shapes in plain colours, with labels that are true because the picture was drawn from them. */
export const shapesScene: Generator = {
  manifest,
  fields: sceneFields,
  golden,
  prepare(parameters: Parameters) {
    const values = readSceneParameters(parameters);
    if (!values.ok) return values;
    const generate = (seed: Uint8Array): Generated => generateScene(values.value, seed);
    return accepted({ generate, recheck: recheckScene, tally });
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
