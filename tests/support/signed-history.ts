import type { Purpose, Statement, Trust } from '@assent/schema';
import type { Signer } from '@assent/signing';
import { randomHistory } from '../independent/random-histories.ts';
import { type Assembling } from './bundles.ts';
import { specification } from './consent-story.ts';
import { MemoryRegistry } from './memory-registry.ts';
import { days, keyOf, newYear } from './written-statements.ts';

/** Everybody who signs in a random history, by their did. */
const signers = new Map<string, Signer>(
  [
    ['registry', 'judge', 'agency', 'kid', 'a', 'b', 'c'],
    ['x', 'y'].flatMap((name) =>
      [`${name} thief`].concat(
        Array.from({ length: 20 }, (_, i) =>
          ['', ' second', ' again'].map((kind) => `${name} ${i}${kind}`).concat(`${name} recovery ${i}`),
        ).flat(),
      ),
    ),
  ]
    .flat()
    .map((name) => {
      const signer = keyOf(`person ${name}`);
      return [signer.did, signer];
    }),
);

interface Entry {
  readonly payload: Statement | string;
  readonly keys: readonly string[];
  readonly lines?: readonly string[];
}

/** A log of all kinds of statements, really signed, in the keeping of a registry: what its rule refuses is not in it. */
export const signHistory = async (seed: number): Promise<Assembling & { readonly accepted: ReadonlySet<string> }> => {
  const told = randomHistory(seed) as unknown as {
    readonly entries: readonly Entry[];
    readonly at: number;
    readonly purpose: Purpose;
    readonly trust: Trust;
  };
  const key = keyOf('person registry');
  const { arbiters, attesters } = told.trust;
  const others = attesters.filter(({ identity }) => identity !== key.did);
  const registry = new MemoryRegistry({ key, trusted: { arbiters, attesters: others } });
  registry.now = newYear - 80 * days;
  const accepted = new Set<string>();
  for (const { payload, keys, lines } of told.entries) {
    const statement = (
      typeof payload === 'string' ? JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) : payload
    ) as Statement;
    registry.now = Math.max(registry.now, statement.iat);
    if (statement.kind === 'state') await registry.state();
    else {
      const signing = keys.flatMap((did) => signers.get(did) ?? []);
      if (signing.length !== keys.length) throw new Error(`nobody has the key ${keys.join()}`);
      const taken = signing.length > 0 && (await registry.submit(statement, signing, lines));
      if (taken !== false && taken.ok) accepted.add(statement.kind);
    }
  }
  registry.now = Math.max(registry.now, told.at);
  const strata = [{ ...specification.strata[0]!, match: { people: 'any' as const }, fill: null }];
  const wanted = { ...specification, purpose: told.purpose, strata, capPerCreator: null };
  return { registry, specification: wanted, state: await registry.state(), accepted };
};
