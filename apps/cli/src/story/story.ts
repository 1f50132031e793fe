import { describeReason, describeShortfall, describeTerms, shortIdentity } from '@assent/consent';
import { codes, type Trust } from '@assent/schema';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { now } from '../files.ts';
import { openKeys, type OwnKeys } from '../keys.ts';
import { type Assembled, assembleDataset } from '../operations/assemble.ts';
import { attest } from '../operations/attest.ts';
import { publish } from '../operations/publish.ts';
import { noModels } from '../operations/model-folder.ts';
import { verify, verifyFresh } from '../operations/verify.ts';
import { withdraw } from '../operations/withdraw.ts';
import { ask, connectTo, type RegistryClient } from '../registry-client.ts';
import { freshnessLines, reportLines } from '../report-words.ts';
import type { Reporter } from '../terminal.ts';
import { hashOfFile } from '../work-files.ts';
import { archiveTerms, keyOf, openTerms, researchTerms, specificationOf } from './people.ts';
import { markTold } from './told.ts';
import { fileName, layOut, type Photograph, photographs } from './photographs.ts';

const { acanthus, airplane, allium, alps, boats, cat, sheep } = photographs;

/** Everybody in the story, and where they are. */
interface Cast {
  readonly client: RegistryClient;
  readonly reporter: Reporter;
  readonly folder: string;
  readonly trust: Trust;
  readonly glasshouse: OwnKeys;
  readonly lantern: OwnKeys;
  readonly team: OwnKeys;
  /** Titles of the photographs by hash, to speak of them by name. */
  readonly titles: ReadonlyMap<string, string>;
}

/**
 * The main job in four short acts, played into a local registry with real statements over real photographs. Interrupted,
 * it can be played again: what was recorded already is found and not recorded twice.
 */
export const playStory = async (address: string, data: string, reporter: Reporter): Promise<void> => {
  const folder = join(data, 'sample');
  await mkdir(folder, { recursive: true });
  reporter.say('\nA short story, so that there is something to see. Its people are made up; the pictures are real,');
  reporter.say('public-domain photographs from the Getty’s Open Content Program. (--empty leaves the story out.)');
  const cast = await gather(address, folder, reporter);
  const grant = await archivesAgree(cast, await openKeys([join(data, 'log.key')], undefined));
  const first = await teamAssembles(cast);
  await teamVerifies(cast, first);
  await archiveWithdraws(cast, grant, first);
  await markTold(data);
};

const gather = async (address: string, folder: string, reporter: Reporter): Promise<Cast> => {
  const client = connectTo(address);
  const key = (name: string): Promise<OwnKeys> => keyOf(join(folder, 'keys', `${name}.key`));
  const all = Object.values(photographs);
  await layOut(join(folder, 'photographs'), all);
  const titles = new Map<string, string>();
  for (const photograph of all) {
    titles.set((await hashOfFile(join(folder, 'photographs', fileName(photograph)))).sha256, photograph.title);
  }
  const trust = await ask(client, (api) => api.log.trust.query());
  await writeFile(join(folder, 'trust.json'), `${JSON.stringify(trust, null, 2)}\n`);
  return {
    client,
    reporter,
    folder,
    trust,
    glasshouse: await key('glasshouse'),
    lantern: await key('lantern'),
    team: await key('team'),
    titles,
  };
};

const publishAs = (cast: Cast, key: OwnKeys, wanted: readonly Photograph[], uses: typeof openTerms) =>
  publish(
    {
      places: wanted.map((photograph) => join(cast.folder, 'photographs', fileName(photograph))),
      terms: archiveTerms(uses, 'http://www.getty.edu/about/opencontent.html', wanted, now()),
      key,
      client: cast.client,
      language: 'en',
      signedFor: undefined,
      list: undefined,
      replaces: [],
      confirm: async () => true,
      now: now(),
    },
    cast.reporter,
  );

/** 1. Two archives make keys, are checked, and say what their photographs may be used for. */
const archivesAgree = async (cast: Cast, registryKey: OwnKeys): Promise<string> => {
  const { reporter, glasshouse, lantern } = cast;
  reporter.say('\n1. Two archives say what may be done with their photographs');
  for (const [key, name] of [
    [glasshouse, 'Glasshouse Archive'],
    [lantern, 'Lantern Museum'],
  ] as const) {
    await attestOnce(cast, key, name, registryKey);
    reporter.say(
      `   ${name} made a key (${shortIdentity(key.identity)}). The registry checked who they are and says so in the log.`,
    );
  }
  const plates = await publishAs(cast, glasshouse, [acanthus, allium], openTerms);
  const views = await publishAs(cast, glasshouse, [airplane, boats], openTerms);
  reporter.say(
    `   Glasshouse Archive signs for 4 photographs, as entries ${plates.receipt.index} and ${views.receipt.index}. What it signs reads:`,
  );
  for (const sentence of describeTerms(
    'en',
    archiveTerms(openTerms, 'http://www.getty.edu/about/opencontent.html', [acanthus], now()).terms,
  )) {
    reporter.say(`     · ${sentence}`);
  }
  reporter.say(
    '   A man sits in one of the boats at Nagasaki. Nobody asked him, so the archive says: people, uncleared.',
  );
  const research = await publishAs(cast, lantern, [alps, cat, sheep], researchTerms);
  reporter.say(`   Lantern Museum signs for 3 photographs, research only, as entry ${research.receipt.index}.`);
  return plates.receipt.id;
};

/** The registry's word on who an archive is; noted beside the key, so that a story played again does not repeat it. */
const attestOnce = async (
  { client, folder }: Cast,
  key: OwnKeys,
  claim: string,
  registryKey: OwnKeys,
): Promise<void> => {
  const noted = `${key.file}.attested`;
  if ((await stat(noted).catch(() => undefined)) !== undefined) return;
  const { sha256: evidence } = await hashOfFile(join(folder, 'trust.json'));
  const receipt = await attest({
    subject: key.identity,
    how: 'organisation',
    claim,
    evidence,
    until: null,
    key: registryKey,
    client,
    now: now(),
  });
  await writeFile(noted, `${receipt.id}\n`);
};

/** 2. A team declares what it wants to do, and is shown who qualifies and why each of the others does not. */
const teamAssembles = async (cast: Cast): Promise<Assembled> => {
  const { reporter } = cast;
  reporter.say('\n2. A team wants to sell what its model makes: 6 photographs, and 12 scenes with objects to count');
  const assembled = await assembleVersion(cast, '1.0.0');
  for (const { sha256 } of assembled.assembly.chosen) reporter.say(`   ✓ ${titleOf(cast, sha256)}`);
  for (const { works, decision } of assembled.assembly.excluded) {
    const why = [...new Set(decision.reasons.map(({ code }) => describeReason('en', { code })))];
    for (const sha256 of works) reporter.say(`   ✗ ${titleOf(cast, sha256)}: ${why.join(' ')}`);
  }
  sayShares(cast, assembled);
  return assembled;
};

const titleOf = ({ titles }: Cast, sha256: string): string => titles.get(sha256) ?? sha256.slice(0, 12);

const bundleOf = ({ folder }: Cast, version: string): string => join(folder, `bundle-${version}`);

const assembleVersion = async (cast: Cast, version: string): Promise<Assembled> => {
  const out = bundleOf(cast, version);
  await rm(out, { recursive: true, force: true });
  const { client, trust, team: key, folder } = cast;
  return assembleDataset(
    {
      models: noModels,
      externals: [],
      allowed: { hosts: [], isPrivateAllowed: false },
      specificationAt: async (at) => specificationOf(version, at),
      trust,
      key,
      client,
      out,
      sources: [join(folder, 'photographs')],
      now,
    },
    cast.reporter,
  );
};

const sayShares = ({ reporter }: Cast, { report }: Assembled): void => {
  for (const counts of report.manifest!.counts.strata) {
    const declared = counts.shortfall > 0 ? ', which the manifest declares' : '';
    reporter.say(`   ${describeShortfall('en', counts)}${declared}.`);
  }
};

/** 3. The manifest is signed, released, and verified offline against the log's key. */
const teamVerifies = async (cast: Cast, { manifestId, release }: Assembled): Promise<void> => {
  const { reporter, trust } = cast;
  reporter.say('\n3. The dataset is signed, released and verified offline');
  reporter.say(`   Manifest ${manifestId}`);
  reporter.say(
    `   Released as entry ${release}; the dataset with its files and its proof is in ${relative(process.cwd(), bundleOf(cast, '1.0.0'))}`,
  );
  const report = await verify(bundleOf(cast, '1.0.0'), trust, 'all', reporter);
  for (const line of reportLines(report)) reporter.say(`   ${line}`);
};

/** 4. One archive withdraws. The old manifest stays true as of its state; the next version leaves the works out. */
const archiveWithdraws = async (cast: Cast, statement: string, first: Assembled): Promise<void> => {
  const { client, reporter, trust, glasshouse: key } = cast;
  reporter.say('\n4. Glasshouse Archive withdraws its plates of plants');
  const { words } = await withdraw({
    statement,
    works: [],
    key,
    client,
    language: 'en',
    confirm: async () => true,
    now: now(),
  });
  for (const sentence of words) reporter.say(`   ${sentence}`);
  const again = await verify(bundleOf(cast, '1.0.0'), trust, 59, reporter);
  reporter.say(`   Version 1.0.0, verified again: ${again.ok ? 'still true as of its state.' : 'not true.'}`);
  const freshness = await verifyFresh(bundleOf(cast, '1.0.0'), first.report.manifest!, trust, client, reporter);
  const [verdict] = freshnessLines(freshness, first.report.synthetic);
  reporter.say(`   Checked for freshness: ${verdict!}`);
  for (const item of freshness.withdrawn)
    reporter.say(`     · ${titleOf(cast, item)}, ${item.slice(0, 12)}…: ${codes.withdrawn.sentence}`);
  const second = await assembleVersion(cast, '2.0.0');
  reporter.say(
    `   Version 2.0.0 leaves them out: ${second.assembly.chosen.map(({ sha256 }) => titleOf(cast, sha256)).join(', ')}.`,
  );
  sayShares(cast, second);
};
