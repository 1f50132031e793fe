import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { api, pace } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { DatasetList } from '../elements/DatasetList.tsx';
import { EntryList } from '../elements/EntryList.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { WhenNear } from '../elements/WhenNear.tsx';
import { CheckpointNote } from './CheckpointNote.tsx';
import { Doors } from './Doors.tsx';
import styles from './FrontPage.module.css';
import { Heartbeat } from './Heartbeat.tsx';
import { LookUp } from './LookUp.tsx';
import { Numbers } from './Numbers.tsx';

const Growth = lazy(async () => ({ default: (await import('./Growth.tsx')).Growth }));

/** What is this registry, is it alive, what can I do here? */
export const FrontPage = () => {
  const overview = useQuery({ ...api.overview.queryOptions(), refetchInterval: pace.quick });
  return (
    <div className={styles.front}>
      <title>Assent: what works may be used for, signed</title>
      <div className={styles.opening}>
        <h1>What may be used to train AI, signed by the people concerned</h1>
        <p className={styles.lead}>
          People who make works, own them or are seen in them sign here what may be done with them. What is not signed
          is not allowed. Everything stands in one public log that nobody can quietly change.
        </p>
        <Heartbeat query={overview} />
      </div>
      <div className={styles.lookUp} id="look-up">
        <Section title="Was something said about your file?">
          <LookUp />
        </Section>
      </div>
      <div className={styles.wide}>
        <Doors />
      </div>
      <div className={styles.wide}>
        <Answer query={overview} skeleton={<Skeleton lines={2} height={48} />}>
          {(data) => <Numbers overview={data} />}
        </Answer>
      </div>
      <div className={styles.wide}>
        <Section title="Growth">
          <WhenNear className={styles.plot!}>
            <Suspense>
              {overview.data !== undefined && <Growth growth={overview.data.growth} now={overview.data.now} />}
            </Suspense>
          </WhenNear>
        </Section>
      </div>
      <div className={styles.wide}>
        <NewestEntries />
      </div>
      <div className={styles.wide}>
        <NewestDatasets />
      </div>
      <div className={styles.wide}>
        <Section title="Checkpoint">
          <WhenNear className={styles.checkpoint!}>
            {overview.data === undefined ? <Skeleton lines={6} /> : <CheckpointNote note={overview.data.checkpoint} />}
          </WhenNear>
        </Section>
      </div>
    </div>
  );
};

const NewestEntries = () => {
  const query = useQuery({ ...api.statements.list.queryOptions({ limit: 6 }), refetchInterval: pace.quick });
  return (
    <Section title="Newest statements" aside={<Link to="/log">Read the log</Link>}>
      <Answer query={query} skeleton={<Skeleton lines={6} height={49} />}>
        {({ entries }) =>
          entries.length === 0 ? (
            <Notice tone="quiet" title="The log is empty">
              Nobody has signed anything here yet.
            </Notice>
          ) : (
            <EntryList entries={entries} label="Newest statements" />
          )
        }
      </Answer>
    </Section>
  );
};

const NewestDatasets = () => {
  const query = useQuery({ ...api.datasets.list.queryOptions({ limit: 3 }), refetchInterval: pace.slow });
  return (
    <Section title="Newest datasets" aside={<Link to="/datasets">All datasets</Link>}>
      <Answer query={query} skeleton={<Skeleton lines={4} height={48} />}>
        {(datasets) =>
          datasets.length === 0 ? (
            <Notice tone="quiet" title="No dataset was released yet">
              When a team releases one, it stands here with its purpose, its sources, and what was withdrawn since.
            </Notice>
          ) : (
            <DatasetList datasets={datasets} level="h3" />
          )
        }
      </Answer>
    </Section>
  );
};
