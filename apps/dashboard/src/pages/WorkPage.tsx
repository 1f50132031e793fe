import type { WorkAnswer } from '../answers.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api, pace } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { EntryList } from '../elements/EntryList.tsx';
import { Foreign } from '../elements/Foreign.tsx';
import { Hash } from '../elements/Hash.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { countOf } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { Claims } from './Claims.tsx';
import { LookUp } from './LookUp.tsx';

const route = getRouteApi('/works/$sha256');

const words = inBoth({
  en: {
    page: (sha256: string) => `Work ${sha256}`,
    title: 'What was said about this file',
    theHash: 'the SHA-256',
    noHash: 'This is not a SHA-256',
    digits: 'It has 64 digits, from 0 to 9 and from a to f.',
    another: 'Look up another file',
    unknown: 'Nobody has said anything about this file here',
    soNothing:
      'So nobody has allowed anything, and no dataset released here may hold it. Another version of the same picture, saved anew or resized, is another file with another SHA-256.',
    noneInForce: 'No permission is in force',
    noneGiven: 'Nobody gave one. So nothing is allowed with it.',
    allEnded: 'Every one that was given has ended. So nothing is allowed with it.',
    inForce: (count: number) => `${countOf(count, 'permission is', 'permissions are')} in force`,
    open: (count: number) =>
      `Open ${count === 1 ? 'it' : 'them'} to read for what. A use needs the yes of everybody who is named below.`,
    named: 'Who is named',
    statements: 'Statements',
    about: 'Statements about this work',
    wrong: 'Say that something is wrong',
    datasets: 'Datasets that hold it',
    noDataset: 'None that was released here.',
  },
  es: {
    page: (sha256) => `Obra ${sha256}`,
    title: 'Qué se ha dicho de este archivo',
    theHash: 'el SHA-256',
    noHash: 'Esto no es un SHA-256',
    digits: 'Tiene 64 cifras, del 0 al 9 y de la a a la f.',
    another: 'Buscar otro archivo',
    unknown: 'Aquí nadie ha dicho nada de este archivo',
    soNothing:
      'Así que nadie ha permitido nada, y ningún conjunto de datos publicado aquí puede contenerlo. Otra versión de la misma imagen, guardada de nuevo o con otro tamaño, es otro archivo con otro SHA-256.',
    noneInForce: 'No hay ningún permiso en vigor',
    noneGiven: 'Nadie ha dado ninguno. Así que no se permite hacer nada con él.',
    allEnded: 'Todos los que se dieron han terminado. Así que no se permite hacer nada con él.',
    inForce: (count) => `${countOf(count, 'permiso', 'permisos')} en vigor`,
    open: (count) =>
      `${count === 1 ? 'Ábrelo' : 'Ábrelos'} para leer para qué. Un uso necesita el sí de todas las personas que se nombran abajo.`,
    named: 'A quién se nombra',
    statements: 'Declaraciones',
    about: 'Declaraciones sobre esta obra',
    wrong: 'Decir que algo no es así',
    datasets: 'Conjuntos de datos que lo contienen',
    noDataset: 'Ninguno de los publicados aquí.',
  },
});

/** What has been said about this work, by whom, and who uses it? */
export const WorkPage = () => {
  const said = useWords(words);
  const { sha256: written } = route.useParams();
  const sha256 = written.toLowerCase();
  const isHash = /^[0-9a-f]{64}$/.test(sha256);
  const query = useQuery({ ...api.works.read.queryOptions({ sha256 }), enabled: isHash, refetchInterval: pace.slow });
  return (
    <div className="stack">
      <title>{`${said.page(sha256.slice(0, 8))} · Assent`}</title>
      <div className="page-head">
        <h1>{said.title}</h1>
        {isHash && (
          <p className="quiet">
            SHA-256 <Hash value={sha256} of={said.theHash} whole />
          </p>
        )}
      </div>
      {isHash ? (
        <Answer query={query} skeleton={<Skeleton lines={10} height={32} />}>
          {(work) => (work.known || work.statements.length > 0 ? <Known work={work} /> : <Unknown />)}
        </Answer>
      ) : (
        <Notice tone="quiet" title={said.noHash}>
          {said.digits}
        </Notice>
      )}
      <Section title={said.another}>
        <LookUp />
      </Section>
    </div>
  );
};

const Unknown = () => {
  const said = useWords(words);
  return (
    <Notice tone="quiet" title={said.unknown}>
      {said.soNothing}
    </Notice>
  );
};

const Known = ({ work }: { readonly work: WorkAnswer }) => {
  const said = useWords(words);
  const live = new Set(work.line?.live.map(([index]) => index));
  const permissions = work.statements.filter(({ kind }) => kind === 'grant');
  const inForce = permissions.filter(({ index }) => live.has(index));
  return (
    <>
      {inForce.length === 0 ? (
        <Notice tone="fails" title={said.noneInForce}>
          {permissions.length === 0 ? said.noneGiven : said.allEnded}
        </Notice>
      ) : (
        <Notice tone="holds" title={said.inForce(inForce.length)}>
          {said.open(inForce.length)}
        </Notice>
      )}
      <Section title={said.named}>
        <Claims claims={work.line?.holders ?? []} />
      </Section>
      <Section
        title={said.statements}
        aside={
          <Link to="/sign" search={{ work: work.sha256 }}>
            {said.wrong}
          </Link>
        }
      >
        <EntryList entries={work.statements} label={said.about} />
      </Section>
      <Section title={said.datasets}>
        {work.datasets.length === 0 ? (
          <p>{said.noDataset}</p>
        ) : (
          <ul>
            {work.datasets.map(({ release, title, version }) => (
              <li key={release}>
                <Link to="/datasets/$release" params={{ release: String(release) }}>
                  <Foreign>{title}</Foreign>
                </Link>{' '}
                <span className="quiet">{version}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
};
