import type { Signer } from '@assent/signing';
import { releaseDataset } from './dataset.ts';
import type { Place } from './place.ts';
import { newSigner, publishAttest, publishGrant, publishWithdraw, researchUses, type Work } from './signing.ts';

const plate = (title: string, year: number): Work => ({
  content: `plate ${title}`,
  title,
  attribution: `Karl Blossfeldt, ${title}, ${year}`,
});
const view = (title: string, author: string): Work => ({
  content: `view ${title}`,
  title,
  attribution: `${author}, ${title}`,
});

export const plates = [plate('Acanthus mollis', 1928), plate('Allium oreophilum', 1928)];
export const views = [
  view('Airplane from above', 'Fédèle Azari'),
  view('Alpine landscape', 'Édouard Baldus'),
  view('Boats', 'Felice Beato'),
];
const studies = [
  view('House cat, running', 'Eadweard Muybridge'),
  view('Pastoral in March', 'Peter Henry Emerson'),
  view('Sheep', 'Eugène Atget'),
];

export interface Sample {
  readonly glasshouse: Signer;
  readonly lantern: Signer;
  readonly team: Signer;
  /** Log indices. */
  readonly grant: number;
  readonly withdrawal: number;
  /** The dataset of which works were withdrawn, and the clean one after it. */
  readonly first: number;
  readonly second: number;
}

/** Two archives agree, a team releases a dataset, one archive withdraws, the team releases it anew. */
export const fillWithSample = async (place: Place): Promise<Sample> => {
  const [glasshouse, lantern, team] = [newSigner(), newSigner(), newSigner()];
  await publishAttest(place, glasshouse, 'Glasshouse Archive');
  await publishAttest(place, lantern, 'Lantern Museum');
  const ended = await publishGrant(place, glasshouse, plates);
  const { index: grant } = await publishGrant(place, glasshouse, views);
  await publishGrant(place, lantern, studies, researchUses);
  const { index: first } = await releaseDataset(place, team, '1.0.0');
  const { index: withdrawal } = await publishWithdraw(place, glasshouse, ended.id);
  const { index: second } = await releaseDataset(place, team, '2.0.0');
  return { glasshouse, lantern, team, grant, withdrawal, first, second };
};
