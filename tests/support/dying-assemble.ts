import { readSpecificationFile, readTrustFile } from '../../apps/cli/src/files.ts';
import { openKeys } from '../../apps/cli/src/keys.ts';
import { assembleDataset } from '../../apps/cli/src/operations/assemble.ts';
import { connectTo } from '../../apps/cli/src/registry-client.ts';

/** What is assembled, and at which step the program kills itself, as nobody can catch it. */
export interface Dying {
  readonly registry: string;
  readonly spec: string;
  readonly trust: string;
  readonly key: string;
  readonly photos: string;
  readonly out: string;
  /** After so many reports of progress of this. */
  readonly dies?: readonly [what: string, times: number];
}

const { registry, spec, trust, key, photos, out, dies } = JSON.parse(process.argv[2]!) as Dying;
let reports = 0;
await assembleDataset(
  {
    models: new Map(),
    externals: [],
    allowed: { hosts: [], isPrivateAllowed: false },
    specificationAt: (at) => readSpecificationFile(spec, at),
    trust: await readTrustFile(trust),
    key: await openKeys([key], undefined),
    client: connectTo(registry),
    out,
    sources: [photos],
    now: () => Math.floor(Date.now() / 1000),
  },
  {
    say: () => undefined,
    progress: (what) => {
      if (what.startsWith(dies?.[0] ?? 'nothing') && ++reports === dies?.[1]) process.kill(process.pid, 'SIGKILL');
    },
  },
);
