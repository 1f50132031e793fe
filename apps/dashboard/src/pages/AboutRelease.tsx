import { Link } from '@tanstack/react-router';
import type { DatasetSummary } from '../answers.ts';
import { Facts } from '../elements/Facts.tsx';
import { Hash } from '../elements/Hash.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Moment } from '../elements/Moment.tsx';
import { Section } from '../elements/Section.tsx';
import { writeDay, writeNumber } from '../words/figures.ts';

const Entry = ({ index }: { readonly index: number }) => (
  <Link to="/log/$index" params={{ index: String(index) }}>
    entry {writeNumber(index)}
  </Link>
);

/** By whom and when a dataset was released, and the point of the log that it is true at. */
export const AboutRelease = ({ dataset }: { readonly dataset: DatasetSummary }) => {
  const { manifest, manifestId, release, loggedAt } = dataset;
  const { state } = manifest.asOf;
  return (
    <Section title="About this release">
      <Facts
        facts={[
          ['Issued by', <Identity key="iss" of={manifest.iss} />],
          [
            'Released',
            <span key="released">
              <Moment at={loggedAt} />, <Entry index={release} />
            </span>,
          ],
          [
            'True as of',
            <span key="state">
              <Moment at={state.at} />, <Entry index={state.index} />
            </span>,
          ],
          ['To be looked at again by', writeDay(manifest.reviewBy)],
          ['Manifest', <Hash key="id" value={manifestId} of="the manifest’s id" />],
          ['Decided under', manifest.policy],
        ]}
      />
    </Section>
  );
};
