import { canonicalize, type Claim, type WorkStateLine } from '@assent/schema';

/** The texts of claims that were written: a million works are mostly the same few again. */
const texts = new WeakMap<Claim, string>();

const textOf = (claim: Claim): string => {
  let text = texts.get(claim);
  if (text === undefined) texts.set(claim, (text = canonicalize(claim)));
  return text;
};

/** The canonical text of a work's line of the state, its members in order. Nothing may change a claim that was written. */
export const textOfWorkLine = ({ holders, live, work }: WorkStateLine): string =>
  `{"holders":[${holders.map(textOf).join()}],"live":${JSON.stringify(live)},"work":"${work}"}`;
