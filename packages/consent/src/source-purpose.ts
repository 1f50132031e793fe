import { type Purpose, uses } from '@assent/schema';

/**
 * What somebody has to agree to of whose work a model learns: to `synthesise`, and to everything that the dataset is for,
 * since what comes out of the model is used for that.
 */
export const purposeOfSource = (purpose: Purpose): Purpose => ({
  ...purpose,
  uses: uses.filter((use) => use === 'synthesise' || purpose.uses.includes(use)).toSorted(),
});
