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
import { inBoth, useWords } from '../words/language.ts';
import { CheckpointNote } from './CheckpointNote.tsx';
import { Doors } from './Doors.tsx';
import styles from './FrontPage.module.css';
import { Heartbeat } from './Heartbeat.tsx';
import { LookUp } from './LookUp.tsx';
import { Numbers } from './Numbers.tsx';

const Growth = lazy(async () => ({ default: (await import('./Growth.tsx')).Growth }));

const words = inBoth({
  en: {
    title: 'Assent: what works may be used for, signed',
    heading: 'What may be used to train AI, signed by the people concerned',
    lead: 'People who make works, own them or are seen in them sign here what may be done with them. What is not signed is not allowed. Everything stands in one public log that nobody can quietly change.',
    lookUp: 'Was something said about your file?',
    growth: 'Growth',
    checkpoint: 'Checkpoint',
    newest: 'Newest statements',
    readLog: 'Read the log',
    empty: 'The log is empty',
    nobody: 'Nobody has signed anything here yet.',
    datasets: 'Newest datasets',
    allDatasets: 'All datasets',
    noDataset: 'No dataset was released yet',
    whenReleased:
      'When a team releases one, it stands here with its purpose, its sources, and what was withdrawn since.',
  },
  es: {
    title: 'Assent: para qué se pueden usar las obras, firmado',
    heading: 'Qué se puede usar para entrenar IA, firmado por las personas afectadas',
    lead: 'Quienes crean obras, son sus titulares o aparecen en ellas firman aquí qué se puede hacer con ellas. Lo que no está firmado no está permitido. Todo queda en un registro público que nadie puede cambiar sin que se note.',
    lookUp: '¿Se ha dicho algo sobre tu archivo?',
    growth: 'Crecimiento',
    checkpoint: 'Punto de control',
    newest: 'Últimas declaraciones',
    readLog: 'Leer el registro',
    empty: 'El registro está vacío',
    nobody: 'Nadie ha firmado nada aquí todavía.',
    datasets: 'Últimos conjuntos de datos',
    allDatasets: 'Todos los conjuntos de datos',
    noDataset: 'Aún no se ha publicado ningún conjunto de datos',
    whenReleased:
      'Cuando un equipo publique uno, estará aquí con su propósito, sus fuentes y lo que se haya retirado desde entonces.',
  },
});

/** What is this registry, is it alive, what can I do here? */
export const FrontPage = () => {
  const said = useWords(words);
  const overview = useQuery({ ...api.overview.queryOptions(), refetchInterval: pace.quick });
  return (
    <div className={styles.front}>
      <title>{said.title}</title>
      <div className={styles.opening}>
        <h1>{said.heading}</h1>
        <p className={styles.lead}>{said.lead}</p>
        <Heartbeat query={overview} />
      </div>
      <div className={styles.lookUp} id="look-up">
        <Section title={said.lookUp}>
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
        <Section title={said.growth}>
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
        <Section title={said.checkpoint}>
          <WhenNear className={styles.checkpoint!}>
            {overview.data === undefined ? <Skeleton lines={6} /> : <CheckpointNote note={overview.data.checkpoint} />}
          </WhenNear>
        </Section>
      </div>
    </div>
  );
};

const NewestEntries = () => {
  const said = useWords(words);
  const query = useQuery({ ...api.statements.list.queryOptions({ limit: 6 }), refetchInterval: pace.quick });
  return (
    <Section title={said.newest} aside={<Link to="/log">{said.readLog}</Link>}>
      <Answer query={query} skeleton={<Skeleton lines={6} height={49} />}>
        {({ entries }) =>
          entries.length === 0 ? (
            <Notice tone="quiet" title={said.empty}>
              {said.nobody}
            </Notice>
          ) : (
            <EntryList entries={entries} label={said.newest} />
          )
        }
      </Answer>
    </Section>
  );
};

const NewestDatasets = () => {
  const said = useWords(words);
  const query = useQuery({ ...api.datasets.list.queryOptions({ limit: 3 }), refetchInterval: pace.slow });
  return (
    <Section title={said.datasets} aside={<Link to="/datasets">{said.allDatasets}</Link>}>
      <Answer query={query} skeleton={<Skeleton lines={4} height={48} />}>
        {(datasets) =>
          datasets.length === 0 ? (
            <Notice tone="quiet" title={said.noDataset}>
              {said.whenReleased}
            </Notice>
          ) : (
            <DatasetList datasets={datasets} level="h3" />
          )
        }
      </Answer>
    </Section>
  );
};
