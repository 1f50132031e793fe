import { files } from '@assent/consent';
import type { Manifest, Trust } from '@assent/schema';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Facts } from '../elements/Facts.tsx';
import { Foreign } from '../elements/Foreign.tsx';
import { Hash } from '../elements/Hash.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Moment } from '../elements/Moment.tsx';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { writeNumber } from '../words/figures.ts';
import { useWords } from '../words/language.ts';
import { FileBytes } from './BundleBytes.tsx';
import type { BundleWorker } from './bundle-worker.ts';
import { evidenceWords } from './evidence-words.ts';
import styles from './CheckEvidence.module.css';
import type { CheckName } from './judge.ts';
import { LogKey } from './LogKey.tsx';
import type { BundleFile, Verified } from './messages.ts';

interface Props {
  readonly name: CheckName;
  readonly verified: Verified;
  readonly trust: Trust;
  readonly worker: BundleWorker;
}

/** What a part of the verification was held against, down to the bytes. */
export const CheckEvidence = ({ name, verified, trust, worker }: Props) => {
  const said = useWords(evidenceWords);
  const { manifest } = verified.report;
  // A manifest that could not be opened names nothing that could be shown as more than bytes.
  if (manifest === undefined)
    return name === 'manifest' ? (
      <FileBytes worker={worker} name={files.manifest} />
    ) : (
      <FileTable worker={worker} manifest={undefined} />
    );
  return evidenceOf[name]({ verified, trust, worker, manifest, said });
};

type Shown = Omit<Props, 'name'> & { readonly manifest: Manifest; readonly said: (typeof evidenceWords)['en'] };

const fileNames = {
  checkpoint: files.checkpoint,
  proofs: files.proofs,
  state: files.state,
  statements: files.statements,
  works: files.works,
} as const;

/** Each file with the hash that was signed for, and the one that its bytes have here. */
const FileTable = ({
  worker,
  manifest,
}: {
  readonly worker: BundleWorker;
  readonly manifest: Manifest | undefined;
}) => {
  const said = useWords(evidenceWords);
  const hashed = useQuery({
    queryKey: ['bundle-files'],
    queryFn: () => worker.ask('files', null),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (hashed.isError) return <p>{said.filesGone}</p>;
  if (hashed.data === undefined) return <Skeleton lines={8} height={40} />;
  const signed = new Map<string, string>(
    manifest === undefined
      ? []
      : (['checkpoint', 'proofs', 'state', 'statements', 'works'] as const).map((key) => [
          fileNames[key],
          manifest.evidence[key],
        ]),
  );
  return (
    <ScrollArea className="table-scroll" label={said.files}>
      <table className={`table ${styles.files}`}>
        <thead>
          <tr>
            <th scope="col">{said.file}</th>
            <th scope="col" className="number">
              {said.bytes}
            </th>
            <th scope="col">{said.computed}</th>
            <th scope="col">{said.signedFor}</th>
          </tr>
        </thead>
        <tbody>
          {hashed.data.map((file) => (
            <FileRow key={file.name} file={file} signed={signed.get(file.name)} />
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
};

/** How the files are bound that the manifest does not sign the hash of. */
const otherwise: Readonly<Record<string, 'byIssuer' | 'byLog' | 'byRoot'>> = {
  [files.manifest]: 'byIssuer',
  [files.items]: 'byRoot',
  [files.release]: 'byLog',
};

const FileRow = ({
  file: { name, bytes, sha256 },
  signed,
}: {
  readonly file: BundleFile;
  readonly signed: string | undefined;
}) => {
  const said = useWords(evidenceWords);
  const bound = otherwise[name];
  return (
    <tr>
      <td>{name}</td>
      <td className="number">{writeNumber(bytes)}</td>
      <td>
        <Hash value={sha256} of={said.hashOf(name)} />
      </td>
      <td>
        {signed === undefined ? (
          <span className="quiet">{bound !== undefined && said[bound]}</span>
        ) : signed === sha256 ? (
          said.same
        ) : (
          <Hash value={signed} of={said.signedHashOf(name)} />
        )}
      </td>
    </tr>
  );
};

const evidenceOf: Record<CheckName, (shown: Shown) => ReactNode> = {
  manifest: ({ verified: { report, engine }, worker, manifest, said }) => (
    <>
      <Facts
        facts={[
          [said.issuer, <Identity key="issuer" of={manifest.iss} />],
          [said.key, <Hash key="key" value={manifest.iss} of={said.theKey} whole />],
          [said.id, <Hash key="id" value={report.manifestId ?? ''} of={said.theId} whole />],
          [said.checkedWith, engine === 'webcrypto' ? said.browserEngine : said.ownEngine],
        ]}
      />
      <FileBytes worker={worker} name={files.manifest} />
    </>
  ),
  log: ({ trust, worker, manifest: { asOf }, said }) => (
    <>
      <Facts
        facts={[
          [said.log, <Foreign key="log">{asOf.origin}</Foreign>],
          [said.entries, writeNumber(asOf.checkpoint.size)],
          [said.root, <Hash key="root" value={asOf.checkpoint.root} of={said.logRoot} whole />],
        ]}
      />
      {trust.logs
        .filter(({ origin }) => origin === asOf.origin)
        .map(({ origin, key }) => (
          <LogKey key={key} origin={origin} logKey={key} />
        ))}
      <FileBytes worker={worker} name={files.checkpoint} />
    </>
  ),
  files: ({ worker, manifest }) => <FileTable worker={worker} manifest={manifest} />,
  statements: ({ manifest: { asOf, evidence }, said }) => (
    <Facts
      facts={[
        [said.rootOfLog, <Hash key="root" value={asOf.checkpoint.root} of={said.logRoot} whole />],
        [files.statements, <Hash key="statements" value={evidence.statements} of={said.statementsHash} whole />],
        [files.works, <Hash key="works" value={evidence.works} of={said.worksHash} whole />],
        [files.proofs, <Hash key="proofs" value={evidence.proofs} of={said.proofsHash} whole />],
      ]}
    />
  ),
  state: ({ manifest: { asOf, evidence }, said }) => (
    <Facts
      facts={[
        [said.stateEntry, writeNumber(asOf.state.index)],
        [said.covers, said.firstEntries(asOf.state.size)],
        [said.time, <Moment key="at" at={asOf.state.at} />],
        [said.rootOfState, <Hash key="root" value={asOf.state.root} of={said.stateRoot} whole />],
        [files.state, <Hash key="lines" value={evidence.state} of={said.stateHash} whole />],
      ]}
    />
  ),
  items: ({ verified: { report }, manifest: { items, counts }, said }) => (
    <Facts
      facts={[
        [said.signedRoot, <Hash key="root" value={items.root} of={said.itemsRoot} whole />],
        [said.signedItems, writeNumber(items.count)],
        [said.readItems, writeNumber(report.counts.total)],
        [said.consented, said.countedAndSigned(report.counts.consented, counts.consented)],
        [said.synthetic, said.countedAndSigned(report.counts.synthetic, counts.synthetic)],
      ]}
    />
  ),
  consent: ({ verified: { report }, manifest: { policy, spec }, said }) => (
    <Facts
      facts={[
        [said.decidedAgain, said.ofItems(report.counts.consented)],
        [said.rules, policy],
        [said.spec, <Hash key="spec" value={spec} of={said.specHash} whole />],
      ]}
    />
  ),
  synthetic: ({ verified: { report, drawn }, said }) => (
    <>
      <Facts
        facts={[
          [said.syntheticItems, writeNumber(report.counts.synthetic)],
          [said.drawn, said.drawnOf(drawn.slots, drawn.of)],
          [said.madeAgain, writeNumber(report.counts.regenerated)],
        ]}
      />
      {drawn.slots < drawn.of && (
        <p className="quiet">
          {said.drawOdds} <code>assent verify --regenerate all</code>.
        </p>
      )}
    </>
  ),
  release: ({ worker }) => <FileBytes worker={worker} name={files.release} />,
};
