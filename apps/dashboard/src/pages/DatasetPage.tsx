import { describePurpose, describeScope } from '@assent/consent';
import type { DatasetSummary } from '../answers.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, pace } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { Standing } from '../elements/DatasetList.tsx';
import { Foreign } from '../elements/Foreign.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { SourceShare, sumStrata } from '../elements/SourceShare.tsx';
import { EntryProofSection } from '../proof/EntryProofSection.tsx';
import { ProofVerdict } from '../proof/ProofVerdict.tsx';
import { useDatasetProof } from '../proof/use-dataset-proof.tsx';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import { AboutRelease } from './AboutRelease.tsx';
import { DatasetItems } from './DatasetItems.tsx';
import { DatasetProfile } from './DatasetProfile.tsx';
import { DatasetVersions } from './DatasetVersions.tsx';
import { StrataTable } from './StrataTable.tsx';
import { Withdrawn } from './Withdrawn.tsx';

/** An index that no log reaches: an address that names no number names no dataset. */
const unrecorded = Number.MAX_SAFE_INTEGER;

const words = inBoth({
  en: {
    dataset: 'Dataset',
    version: 'version',
    all: 'All datasets',
    purpose: 'What it was made for',
    sources: 'Where its items come from',
    scope: 'What it may be used for',
    scopeWhy: 'This is what all holders of all items agreed to, and no more.',
  },
  es: {
    dataset: 'Conjunto de datos',
    version: 'versión',
    all: 'Todos los conjuntos de datos',
    purpose: 'Para qué se hizo',
    sources: 'De dónde vienen sus elementos',
    scope: 'Para qué se puede usar',
    scopeWhy: 'Es lo que permitieron todos los titulares de todos los elementos, y nada más.',
  },
});

const route = getRouteApi('/datasets/$release');

/** What is in this dataset, and is it still true? */
export const DatasetPage = () => {
  const said = useWords(words);
  const { release } = route.useParams();
  const query = useQuery({
    ...api.datasets.read.queryOptions({ release: /^[0-9]{1,15}$/.test(release) ? Number(release) : unrecorded }),
    refetchInterval: pace.slow,
  });
  const manifest = query.data?.manifest;
  return (
    <div className="stack">
      <title>{`${manifest?.title ?? said.dataset} · Assent`}</title>
      <div className="page-head">
        {manifest !== undefined && (
          <p className="quiet">
            {said.dataset} <Foreign>{manifest.dataset}</Foreign>, {said.version} {manifest.version}
          </p>
        )}
        <h1>{manifest === undefined ? said.dataset : <Foreign>{manifest.title}</Foreign>}</h1>
        {query.data && <Standing withdrawn={query.data.withdrawn.length} items={query.data.manifest.counts.total} />}
      </div>
      <Answer query={query} skeleton={<Skeleton lines={16} height={32} />}>
        {(dataset) => <Dataset dataset={dataset} />}
      </Answer>
      <p>
        <Link to="/datasets">{said.all}</Link>
      </p>
    </div>
  );
};

const Sentences = ({
  title,
  sentences,
  children,
}: {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly children?: ReactNode;
}) => (
  <Section title={title}>
    {sentences.map((sentence) => (
      <p key={sentence}>{sentence}</p>
    ))}
    {children}
  </Section>
);

const Dataset = ({ dataset }: { readonly dataset: DatasetSummary }) => {
  const { manifest, release, withdrawn } = dataset;
  const said = useWords(words);
  const language = useLanguage();
  const { since } = route.useSearch();
  const { proof, steps, outcome } = useDatasetProof(dataset);
  return (
    <>
      <ProofVerdict outcome={outcome} />
      <div className="columns">
        <div>
          <Sentences title={said.purpose} sentences={describePurpose(language, manifest.purpose)} />
          <Withdrawn release={release} withdrawn={withdrawn} />
        </div>
        <AboutRelease dataset={dataset} />
      </div>
      <Section title={said.sources}>
        <SourceShare counts={sumStrata(manifest.counts.strata)} />
        <StrataTable strata={manifest.counts.strata} />
      </Section>
      <Sentences title={said.scope} sentences={describeScope(language, manifest.scope)}>
        <p className="quiet">{said.scopeWhy}</p>
      </Sentences>
      <DatasetProfile release={release} />
      <DatasetVersions dataset={dataset} since={since} />
      <DatasetItems release={release} />
      <EntryProofSection proof={proof} beside={steps} />
    </>
  );
};
