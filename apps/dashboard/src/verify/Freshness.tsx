import type { FreshnessReport } from '@assent/consent';
import { codes, type Manifest, type Trust } from '@assent/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { api } from '../api.ts';
import { Foreign } from '../elements/Foreign.tsx';
import { Moment } from '../elements/Moment.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { describeFailure } from '../failure.ts';
import { countOf, shorten } from '../words/figures.ts';
import { askEvidence } from './ask-evidence.ts';
import type { BundleWorker } from './bundle-worker.ts';
import styles from './Freshness.module.css';

interface Props {
  readonly manifest: Manifest;
  readonly trust: Trust;
  readonly worker: BundleWorker;
}

/** A registry answers about so many works in one question. */
const mostAsked = 100_000;

/** Ask the registry how things stand now, and have the answer checked like everything else. */
const useFreshness = ({ manifest, trust, worker }: Props) => {
  const client = useQueryClient();
  const state = useMutation(api.log.state.mutationOptions());
  return useMutation({
    mutationFn: async (): Promise<FreshnessReport> => {
      const works = [...(await worker.ask('works', null))];
      const { index } = await state.mutateAsync({});
      const { head, files } = await askEvidence({ state: index, works, slices: [] });
      const { asOf, checkpoint } = head;
      const from = manifest.asOf.checkpoint.size;
      const to = asOf.checkpoint.size;
      const consistency = await client.fetchQuery(api.log.consistency.queryOptions({ from, to }));
      return worker.ask('fresh', { newer: { asOf, checkpoint, consistency, files }, trust });
    },
  });
};

/** Withdrawn since? A question of its own, asked only when somebody wants to know: it needs the registry, and tells it what is asked. */
export const Freshness = (props: Props) => {
  const { manifest } = props;
  const overview = useQuery({ ...api.overview.queryOptions(), staleTime: Infinity });
  const fresh = useFreshness(props);
  const isHere = overview.data?.origin === manifest.asOf.origin;
  const tooMany = manifest.counts.consented > mostAsked;
  return (
    <Section title="Was something withdrawn since?">
      <p>
        Everything above needed no network. This needs the registry, which learns which works you ask about. Its answer
        is checked here like the bundle was.
      </p>
      {tooMany ? (
        <p>
          The dataset has more works than a registry answers about at once. Ask with <code>assent verify --fresh</code>.
        </p>
      ) : overview.data !== undefined && !isHere ? (
        <p>
          This page comes from the log <Foreign>{overview.data.origin}</Foreign>, and the dataset is of{' '}
          <Foreign>{manifest.asOf.origin}</Foreign>: open the page of that registry to ask.
        </p>
      ) : (
        <div>
          <Button className="button" isPending={fresh.isPending} onPress={() => fresh.mutate()}>
            {fresh.isPending ? 'Asking…' : 'Ask the registry now'}
          </Button>
        </div>
      )}
      <output>
        {fresh.data !== undefined && <Answer report={fresh.data} />}
        {fresh.isError && (
          <Notice tone="fails" title={describeFailure(fresh.error).title}>
            Whether something was withdrawn since is not known. The verdict above stands as of its time.
          </Notice>
        )}
      </output>
    </Section>
  );
};

const Answer = ({ report: { ok, asOf, withdrawn, errors } }: { readonly report: FreshnessReport }) => {
  const moment = <Moment at={asOf.state.at} />;
  if (ok) {
    return (
      <Notice tone="holds" title="Still agreed to">
        Every item is still agreed to, as of {moment}.
      </Notice>
    );
  }
  if (withdrawn.length === 0) {
    return (
      <Notice tone="fails" title="The answer does not hold">
        {[...new Set(errors.map(({ code }) => codes[code].sentence))].map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
    );
  }
  return (
    <Notice tone="fails" title={`${countOf(withdrawn.length, 'work')} withdrawn since`}>
      <p>
        As of {moment}, {withdrawn.length === 1 ? 'this work is' : 'these works are'} no longer agreed to. The next
        version has to do without.
      </p>
      <ul className={styles.works}>
        {withdrawn.slice(0, shownWorks).map((sha256) => (
          <li key={sha256}>
            <Link to="/works/$sha256" params={{ sha256 }}>
              <code title={sha256}>{shorten(sha256)}</code>
            </Link>
          </li>
        ))}
      </ul>
      {withdrawn.length > shownWorks && <p>and {countOf(withdrawn.length - shownWorks, 'more', 'more')}</p>}
    </Notice>
  );
};

const shownWorks = 100;
