import type { Kind } from '@assent/schema';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api, pace } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { EntryList } from '../elements/EntryList.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { useWords } from '../words/language.ts';
import { kindNames, kindPlurals } from '../words/statement-words.ts';
import styles from './LogPage.module.css';

const route = getRouteApi('/log');
/** Entries on one page. */
const limit = 40;

const Kinds = ({ chosen }: { readonly chosen: Kind | undefined }) => {
  const plurals = useWords(kindPlurals);
  return (
    <nav aria-label="Kinds of statement" className={styles.kinds}>
      {[undefined, ...kindNames].map((kind) => (
        <Link
          key={kind ?? 'all'}
          to="/log"
          search={kind === undefined ? {} : { kind }}
          activeOptions={{ exact: true }}
          aria-current={kind === chosen ? 'page' : undefined}
          data-chosen={kind === chosen || undefined}
        >
          {kind === undefined ? 'Everything' : plurals[kind]}
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
  const same = kind === undefined ? {} : { kind };
  if (before === undefined && next === undefined) return null;
  return (
    <nav aria-label="Pages of the log" className={styles.turning}>
      {before !== undefined && (
        <Link className="button" to="/log" search={same}>
          Newest
        </Link>
      )}
      {next !== undefined && (
        <Link className="button" to="/log" search={{ ...same, before: next }}>
          Older
        </Link>
      )}
    </nav>
  );
};

/** What was recorded, in which order? */
export const LogPage = () => {
  const { kind, before } = route.useSearch();
  const plurals = useWords(kindPlurals);
  const query = useQuery({
    ...api.statements.list.queryOptions({ limit, ...(kind && { kind }), ...(before && { cursor: before }) }),
    // Only the newest page changes.
    refetchInterval: before === undefined ? pace.quick : false,
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <title>{kind === undefined ? 'Log · Assent' : `${plurals[kind]} · Log · Assent`}</title>
      <div className="page-head">
        <h1>The log</h1>
        <p>
          Everything that was recorded, newest first. Entries are never changed, moved or taken out; each can be checked
          by itself.
        </p>
      </div>
      <div className={styles.content}>
        <Kinds chosen={kind} />
        <Answer query={query} skeleton={<Skeleton lines={10} height={49} />}>
          {({ entries, next }) =>
            entries.length === 0 ? (
              <Notice tone="quiet" title="No entries here">
                {kind === undefined
                  ? 'Nobody has signed anything in this log yet.'
                  : `Nothing of this kind was recorded${before === undefined ? ' yet' : ' earlier'}.`}
              </Notice>
            ) : (
              <>
                <EntryList entries={entries} label="Entries of the log" />
                <Turning kind={kind} before={before} next={next} />
              </>
            )
          }
        </Answer>
      </div>
    </div>
  );
};
