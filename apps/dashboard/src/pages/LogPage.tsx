import type { Kind } from '@assent/schema';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api, pace } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { EntryList } from '../elements/EntryList.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { inBoth, useWords } from '../words/language.ts';
import { kindNames, kindPlurals } from '../words/statement-words.ts';
import styles from './LogPage.module.css';

const route = getRouteApi('/log');
const words = inBoth({
  en: {
    page: 'Log',
    title: 'The log',
    lead: 'Everything that was recorded, newest first. Entries are never changed, moved or taken out; each can be checked by itself.',
    kinds: 'Kinds of statement',
    everything: 'Everything',
    turning: 'Pages of the log',
    newest: 'Newest',
    older: 'Older',
    entries: 'Entries of the log',
    empty: 'No entries here',
    nothing: 'Nobody has signed anything in this log yet.',
    noneYet: 'Nothing of this kind was recorded yet.',
    noneEarlier: 'Nothing of this kind was recorded earlier.',
  },
  es: {
    page: 'Registro',
    title: 'El registro',
    lead: 'Todo lo que se registró, empezando por lo más reciente. Las entradas nunca se cambian, se mueven ni se quitan; cada una se puede comprobar por sí sola.',
    kinds: 'Clases de declaración',
    everything: 'Todo',
    turning: 'Páginas del registro',
    newest: 'Lo más reciente',
    older: 'Anteriores',
    entries: 'Entradas del registro',
    empty: 'Aquí no hay entradas',
    nothing: 'Nadie ha firmado nada todavía en este registro.',
    noneYet: 'Todavía no se ha registrado nada de esta clase.',
    noneEarlier: 'Antes no se registró nada de esta clase.',
  },
});

/** Entries on one page. */
const limit = 40;

const Kinds = ({ chosen }: { readonly chosen: Kind | undefined }) => {
  const plurals = useWords(kindPlurals);
  const said = useWords(words);
  return (
    <nav aria-label={said.kinds} className={styles.kinds}>
      {[undefined, ...kindNames].map((kind) => (
        <Link
          key={kind ?? 'all'}
          to="/log"
          search={kind === undefined ? {} : { kind }}
          activeOptions={{ exact: true }}
          aria-current={kind === chosen ? 'page' : undefined}
          data-chosen={kind === chosen || undefined}
        >
          {kind === undefined ? said.everything : plurals[kind]}
        </Link>
      ))}
    </nav>
  );
};

const Turning = ({
  kind,
  before,
  next,
}: {
  readonly kind: Kind | undefined;
  readonly before: number | undefined;
  readonly next: number | undefined;
}) => {
  const said = useWords(words);
  const same = kind === undefined ? {} : { kind };
  if (before === undefined && next === undefined) return null;
  return (
    <nav aria-label={said.turning} className={styles.turning}>
      {before !== undefined && (
        <Link className="button" to="/log" search={same}>
          {said.newest}
        </Link>
      )}
      {next !== undefined && (
        <Link className="button" to="/log" search={{ ...same, before: next }}>
          {said.older}
        </Link>
      )}
    </nav>
  );
};

/** What was recorded, in which order? */
export const LogPage = () => {
  const { kind, before } = route.useSearch();
  const said = useWords(words);
  const plurals = useWords(kindPlurals);
  const query = useQuery({
    ...api.statements.list.queryOptions({ limit, ...(kind && { kind }), ...(before && { cursor: before }) }),
    // Only the newest page changes.
    refetchInterval: before === undefined ? pace.quick : false,
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <title>{`${kind === undefined ? '' : `${plurals[kind]} · `}${said.page} · Assent`}</title>
      <div className="page-head">
        <h1>{said.title}</h1>
        <p>{said.lead}</p>
      </div>
      <div className={styles.content}>
        <Kinds chosen={kind} />
        <Answer query={query} skeleton={<Skeleton lines={10} height={49} />}>
          {({ entries, next }) =>
            entries.length === 0 ? (
              <Notice tone="quiet" title={said.empty}>
                {kind === undefined ? said.nothing : before === undefined ? said.noneYet : said.noneEarlier}
              </Notice>
            ) : (
              <>
                <EntryList entries={entries} label={said.entries} />
                <Turning kind={kind} before={before} next={next} />
              </>
            )
          }
        </Answer>
      </div>
    </div>
  );
};
