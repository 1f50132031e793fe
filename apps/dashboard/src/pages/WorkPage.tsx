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
import { Claims } from './Claims.tsx';
import { LookUp } from './LookUp.tsx';

const route = getRouteApi('/works/$sha256');

/** What has been said about this work, by whom, and who uses it? */
export const WorkPage = () => {
  const { sha256: written } = route.useParams();
  const sha256 = written.toLowerCase();
  const isHash = /^[0-9a-f]{64}$/.test(sha256);
  const query = useQuery({ ...api.works.read.queryOptions({ sha256 }), enabled: isHash, refetchInterval: pace.slow });
  return (
    <div className="stack">
      <title>{`Work ${sha256.slice(0, 8)} · Assent`}</title>
      <div className="page-head">
        <h1>What was said about this file</h1>
        {isHash && (
          <p className="quiet">
            SHA-256 <Hash value={sha256} of="the SHA-256" whole />
          </p>
        )}
      </div>
      {isHash ? (
        <Answer query={query} skeleton={<Skeleton lines={10} height={32} />}>
          {(work) => (work.known || work.statements.length > 0 ? <Known work={work} /> : <Unknown />)}
        </Answer>
      ) : (
        <Notice tone="quiet" title="This is not a SHA-256">
          It has 64 digits, from 0 to 9 and from a to f.
        </Notice>
      )}
      <Section title="Look up another file">
        <LookUp />
      </Section>
    </div>
  );
};

const Unknown = () => (
  <Notice tone="quiet" title="Nobody has said anything about this file here">
    So nobody has allowed anything, and no dataset released here may hold it. Another version of the same picture, saved
    anew or resized, is another file with another SHA-256.
  </Notice>
);

const Known = ({ work }: { readonly work: WorkAnswer }) => {
  const live = new Set(work.line?.live.map(([index]) => index));
  const permissions = work.statements.filter(({ kind }) => kind === 'grant');
  const inForce = permissions.filter(({ index }) => live.has(index));
  return (
    <>
      {inForce.length === 0 ? (
        <Notice tone="fails" title="No permission is in force">
          {permissions.length === 0 ? 'Nobody gave one.' : 'Every one that was given has ended.'} So nothing is allowed
          with it.
        </Notice>
      ) : (
        <Notice tone="holds" title={`${countOf(inForce.length, 'permission is', 'permissions are')} in force`}>
          Open {inForce.length === 1 ? 'it' : 'them'} to read for what. A use needs the yes of everybody who is named
          below.
        </Notice>
      )}
      <Section title="Who is named">
        <Claims claims={work.line?.holders ?? []} />
      </Section>
      <Section title="Statements">
        <EntryList entries={work.statements} label="Statements about this work" />
      </Section>
      <Section title="Datasets that hold it">
        {work.datasets.length === 0 ? (
          <p>None that was released here.</p>
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
