import type { Item } from '@assent/schema';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DatasetSummary } from '../answers.ts';
import { api } from '../api.ts';
import { Hash } from '../elements/Hash.tsx';
import { countOf } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { stepOf } from './entry-steps.tsx';
import type { Step } from './ProofStrip.tsx';
import { useEntryProof } from './use-entry-proof.ts';
import { verifyItems, verifyManifestId } from './verify-dataset.ts';
import { type EntryProof, outcomeOf } from './verify-entry.ts';

const words = inBoth({
  en: {
    manifest: 'Manifest',
    manifestHolds: 'What this page says of the dataset is what the team signed and the release names.',
    manifestId: 'the manifest’s id',
    items: 'Items',
    itemsHold: (count: number) => `The ${countOf(count, 'item')} shown here are those that were released.`,
  },
  es: {
    manifest: 'Manifiesto',
    manifestHolds: 'Lo que esta página dice del conjunto de datos es lo que firmó el equipo y nombra la publicación.',
    manifestId: 'el identificador del manifiesto',
    items: 'Elementos',
    itemsHold: (count) => `Los ${countOf(count, 'elemento')} que se muestran aquí son los que se publicaron.`,
  },
});

/** What the page shows of a dataset, held against the release that the log proves. */
const datasetSteps = (
  proof: EntryProof | undefined,
  dataset: DatasetSummary,
  items: readonly Item[],
  said: (typeof words)['en'],
): Step[] => {
  if (proof?.statement.ok !== true) return [];
  const release = proof.statement.value.statement;
  return [
    stepOf(said.manifest, verifyManifestId(dataset, release), (id) => ({
      sentence: said.manifestHolds,
      evidence: <Hash value={id} of={said.manifestId} />,
    })),
    stepOf(said.items, verifyItems(items, release), (count) => ({
      sentence: said.itemsHold(count),
    })),
  ];
};

/** The proof of a dataset's release, and that this page shows what was released. */
export const useDatasetProof = (dataset: DatasetSummary) => {
  const { release, manifestId } = dataset;
  const said = useWords(words);
  const entry = useQuery({ ...api.statements.read.queryOptions({ index: release }), staleTime: 30_000 });
  const items = useQuery({ ...api.datasets.items.queryOptions({ release }), staleTime: Infinity });
  const proof = useEntryProof(entry.data);
  const steps = useMemo(
    () => (items.data === undefined ? [] : datasetSteps(proof.data, dataset, items.data, said)),
    // A release does not change; what is withdrawn from it does, and is not part of the proof.
    // oxlint-disable-next-line react/exhaustive-deps
    [proof.data, manifestId, items.data, said],
  );
  const outcome = items.data === undefined ? 'checking' : outcomeOf(proof.data, steps);
  return { proof, steps, outcome } as const;
};
