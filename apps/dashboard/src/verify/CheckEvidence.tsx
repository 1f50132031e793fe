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
import { countOf, writeNumber } from '../words/figures.ts';
import { FileBytes } from './BundleBytes.tsx';
import type { BundleWorker } from './bundle-worker.ts';
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
  const { manifest } = verified.report;
  // A manifest that could not be opened names nothing that could be shown as more than bytes.
  if (manifest === undefined)
    return name === 'manifest' ? (
      <FileBytes worker={worker} name={files.manifest} />
    ) : (
      <FileTable worker={worker} manifest={undefined} />
    );
  return evidenceOf[name]({ verified, trust, worker, manifest });
};

type Shown = Omit<Props, 'name'> & { readonly manifest: Manifest };

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
  const hashed = useQuery({
    queryKey: ['bundle-files'],
    queryFn: () => worker.ask('files', null),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (hashed.isError) return <p>The files cannot be read any more.</p>;
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
    <ScrollArea className="table-scroll" label="Files of the evidence">
      <table className={`table ${styles.files}`}>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className="number">
              Bytes
            </th>
            <th scope="col">SHA-256, computed here</th>
            <th scope="col">Signed for</th>
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
const otherwise: Readonly<Record<string, string>> = {
  [files.manifest]: 'By the issuer’s signature',
  [files.items]: 'By the root of its lines',
  [files.release]: 'By the log',
};

const FileRow = ({
  file: { name, bytes, sha256 },
  signed,
}: {
  readonly file: BundleFile;
  readonly signed: string | undefined;
}) => (
  <tr>
    <td>{name}</td>
    <td className="number">{writeNumber(bytes)}</td>
    <td>
      <Hash value={sha256} of={`the SHA-256 of ${name}`} />
    </td>
    <td>
      {signed === undefined ? (
        <span className="quiet">{otherwise[name]}</span>
      ) : signed === sha256 ? (
        'The same'
      ) : (
        <Hash value={signed} of={`the SHA-256 that was signed for ${name}`} />
      )}
    </td>
  </tr>
);

const evidenceOf: Record<CheckName, (shown: Shown) => ReactNode> = {
  manifest: ({ verified: { report, engine }, worker, manifest }) => (
    <>
      <Facts
        facts={[
          ['Issuer', <Identity key="issuer" of={manifest.iss} />],
          ['Key, whole', <Hash key="key" value={manifest.iss} of="the issuer’s key" whole />],
          ['Id of the manifest', <Hash key="id" value={report.manifestId ?? ''} of="the manifest’s id" whole />],
          [
            'Checked with',
            engine === 'webcrypto' ? 'The Ed25519 of this browser' : 'The Ed25519 that this page brings along',
          ],
        ]}
      />
      <FileBytes worker={worker} name={files.manifest} />
    </>
  ),
  log: ({ trust, worker, manifest: { asOf } }) => (
    <>
      <Facts
        facts={[
          ['Log', <Foreign key="log">{asOf.origin}</Foreign>],
          ['Entries', writeNumber(asOf.checkpoint.size)],
          ['Root', <Hash key="root" value={asOf.checkpoint.root} of="the root of the log" whole />],
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
  statements: ({ manifest: { asOf, evidence } }) => (
    <Facts
      facts={[
        ['Root of the log', <Hash key="root" value={asOf.checkpoint.root} of="the root of the log" whole />],
        [files.statements, <Hash key="statements" value={evidence.statements} of="the hash of the statements" whole />],
        [files.works, <Hash key="works" value={evidence.works} of="the hash of the works lines" whole />],
        [files.proofs, <Hash key="proofs" value={evidence.proofs} of="the hash of the proofs" whole />],
      ]}
    />
  ),
  state: ({ manifest: { asOf, evidence } }) => (
    <Facts
      facts={[
        ['Entry of the state', writeNumber(asOf.state.index)],
        ['Covers', `the first ${countOf(asOf.state.size, 'entry', 'entries')}`],
        ['Time, as the registry says', <Moment key="at" at={asOf.state.at} />],
        ['Root of the state', <Hash key="root" value={asOf.state.root} of="the root of the state" whole />],
        [files.state, <Hash key="lines" value={evidence.state} of="the hash of the state lines" whole />],
      ]}
    />
  ),
  items: ({ verified: { report }, manifest: { items, counts } }) => (
    <Facts
      facts={[
        ['Root that was signed', <Hash key="root" value={items.root} of="the root of the items" whole />],
        ['Items that were signed', writeNumber(items.count)],
        ['Items that were read', writeNumber(report.counts.total)],
        ['Consented', `${writeNumber(report.counts.consented)}, signed for ${writeNumber(counts.consented)}`],
        ['Synthetic', `${writeNumber(report.counts.synthetic)}, signed for ${writeNumber(counts.synthetic)}`],
      ]}
    />
  ),
  consent: ({ verified: { report }, manifest: { policy, spec } }) => (
    <Facts
      facts={[
        ['Decided again', countOf(report.counts.consented, 'item')],
        ['Rules', policy],
        ['Hash of the specification', <Hash key="spec" value={spec} of="the hash of the specification" whole />],
      ]}
    />
  ),
  synthetic: ({ verified: { report, drawn } }) => (
    <>
      <Facts
        facts={[
          ['Synthetic items', writeNumber(report.counts.synthetic)],
          ['Drawn to be made again', `${writeNumber(drawn.slots)} of ${writeNumber(drawn.of)}`],
          ['Made again', writeNumber(report.counts.regenerated)],
        ]}
      />
      {drawn.slots < drawn.of && (
        <p className="quiet">
          Nobody could foresee which ones. If one in twenty were not what its generator makes, this draw would find it
          95 times in a hundred. The terminal makes all of them again: <code>assent verify --regenerate all</code>.
        </p>
      )}
    </>
  ),
  release: ({ worker }) => <FileBytes worker={worker} name={files.release} />,
};
