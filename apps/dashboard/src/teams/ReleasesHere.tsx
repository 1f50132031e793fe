import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Foreign } from '../elements/Foreign.tsx';
import { Section } from '../elements/Section.tsx';
import { saveBlob } from '../keys/save-file.ts';
import { useWords } from '../words/language.ts';
import { releaseBundle, tarOf } from './freeze-dataset.ts';
import { forgetBundle, keptBundles, type KeptBundle } from './kept-bundles.ts';
import { ReleaseSteps } from './ReleaseSteps.tsx';
import { releaseWords } from './release-words.ts';
import styles from './Teams.module.css';
import { useRelease } from './use-release.ts';

/** A release names a state that is at most an hour old; later the registry takes it no more. */
const takenFor = 3_600_000;

/** Datasets that were signed in this browser: to be finished, saved again, or put away. */
export const ReleasesHere = () => {
  const said = useWords(releaseWords);
  const kept = useQuery(keptBundles);
  if (kept.data === undefined || kept.data.length === 0) return null;
  return (
    <Section title={said.here}>
      <p>{said.hereWhy}</p>
      <ul className={styles.rows} aria-label={said.here}>
        {kept.data.map((bundle) => (
          <Kept key={bundle.id} bundle={bundle} />
        ))}
      </ul>
    </Section>
  );
};

const Kept = ({ bundle }: { readonly bundle: KeptBundle }) => {
  const said = useWords(releaseWords);
  const [state, run] = useRelease();
  const [now] = useState(() => Date.now());
  const { title, version } = bundle.specification;
  const { released, id } = bundle;
  const isStale = released === undefined && now - bundle.signedAt > takenFor;
  return (
    <li>
      <span>
        {released === undefined ? (
          <Foreign>{title}</Foreign>
        ) : (
          <Link to="/datasets/$release" params={{ release: String(released) }}>
            <Foreign>{title}</Foreign>
          </Link>
        )}{' '}
        <span className="quiet">
          {version}, {released === undefined ? said.notYet : said.entry}
        </span>
      </span>
      <span className={styles.actions}>
        {released === undefined ? (
          <Button
            className="button primary"
            isDisabled={state.at === 'working'}
            onPress={() => void run((watch) => releaseBundle(bundle, watch))}
          >
            {said.finish}
          </Button>
        ) : (
          <Button className="button" onPress={() => saveBlob(tarOf(bundle))}>
            {said.save}
          </Button>
        )}
        <Button
          className="button"
          aria-label={said.removeOf(`${title} ${version}`)}
          isDisabled={state.at === 'working'}
          onPress={() => void forgetBundle(id)}
        >
          {said.remove}
        </Button>
      </span>
      {isStale && <p className="quiet small">{said.stale}</p>}
      <ReleaseSteps state={state} />
    </li>
  );
};
