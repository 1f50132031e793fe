import { Link } from '@tanstack/react-router';
import type { DatasetSummary } from '../answers.ts';
import { Facts } from '../elements/Facts.tsx';
import { Hash } from '../elements/Hash.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Moment } from '../elements/Moment.tsx';
import { Section } from '../elements/Section.tsx';
import { writeDay, writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';

const words = inBoth({
  en: {
    title: 'About this release',
    entry: (index: string) => `entry ${index}`,
    by: 'Issued by',
    released: 'Released',
    asOf: 'True as of',
    review: 'To be looked at again by',
    manifest: 'Manifest',
    id: 'the manifest’s id',
    policy: 'Decided under',
  },
  es: {
    title: 'Sobre esta publicación',
    entry: (index) => `entrada ${index}`,
    by: 'Emitido por',
    released: 'Publicado',
    asOf: 'Cierto a fecha de',
    review: 'Hay que volver a mirarlo antes del',
    manifest: 'Manifiesto',
    id: 'el identificador del manifiesto',
    policy: 'Decidido según',
  },
});

const Entry = ({ index }: { readonly index: number }) => (
  <Link to="/log/$index" params={{ index: String(index) }}>
    {useWords(words).entry(writeNumber(index))}
  </Link>
);

/** By whom and when a dataset was released, and the point of the log that it is true at. */
export const AboutRelease = ({ dataset }: { readonly dataset: DatasetSummary }) => {
  const { manifest, manifestId, release, loggedAt } = dataset;
  const { state } = manifest.asOf;
  const said = useWords(words);
  return (
    <Section title={said.title}>
      <Facts
        facts={[
          [said.by, <Identity key="iss" of={manifest.iss} />],
          [
            said.released,
            <span key="released">
              <Moment at={loggedAt} />, <Entry index={release} />
            </span>,
          ],
          [
            said.asOf,
            <span key="state">
              <Moment at={state.at} />, <Entry index={state.index} />
            </span>,
          ],
          [said.review, writeDay(manifest.reviewBy)],
          [said.manifest, <Hash key="id" value={manifestId} of={said.id} />],
          [said.policy, manifest.policy],
        ]}
      />
    </Section>
  );
};
