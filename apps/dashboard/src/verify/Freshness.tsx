import { describeCode, type FreshnessReport } from '@assent/consent';
import type { Manifest, Trust } from '@assent/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { api } from '../api.ts';
import { Foreign } from '../elements/Foreign.tsx';
import { Moment } from '../elements/Moment.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { describeFailure } from '../failure.ts';
import { countOf, shorten, writeNumber } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import { askEvidence } from './ask-evidence.ts';
import type { BundleWorker } from './bundle-worker.ts';
import styles from './Freshness.module.css';

const words = inBoth({
  en: {
    title: 'Was something withdrawn since?',
    lead: 'Everything above needed no network. This needs the registry, which learns which works you ask about. Its answer is checked here like the bundle was.',
    tooMany: 'The dataset has more works than a registry answers about at once. Ask with',
    from: 'This page comes from the log ',
    of: ', and the dataset is of ',
    elsewhere: ': open the page of that registry to ask.',
    asking: 'Asking…',
    ask: 'Ask the registry now',
    notKnown: 'Whether something was withdrawn since is not known. The verdict above stands as of its time.',
    still: 'Still agreed to',
    stillAsOf: 'Every item is still agreed to, as of',
    unsound: 'The answer does not hold',
    withdrawn: (count: number) => `${countOf(count, 'work')} withdrawn since`,
    taintedTitle: 'Synthetic items are tainted',
    tainted:
      ', works that a model behind its synthetic items was fitted on are no longer agreed to. The model has to be fitted again, and the next version assembled with it.',
    asOf: 'As of',
    noLonger: (count: number) =>
      `, ${count === 1 ? 'this work is' : 'these works are'} no longer agreed to. The next version has to do without.`,
    more: (count: number) => `and ${writeNumber(count)} more`,
  },
  es: {
    title: '¿Se ha retirado algo desde entonces?',
    lead: 'Todo lo de arriba no necesitó ninguna red. Esto necesita el registro, que se entera de por qué obras preguntas. Su respuesta se comprueba aquí igual que el paquete.',
    tooMany: 'El conjunto de datos tiene más obras de las que un registro responde de una vez. Pregunta con',
    from: 'Esta página viene del registro ',
    of: ', y el conjunto de datos es de ',
    elsewhere: ': abre la página de ese registro para preguntar.',
    asking: 'Preguntando…',
    ask: 'Preguntar ahora al registro',
    notKnown: 'No se sabe si se ha retirado algo desde entonces. El veredicto de arriba vale para su momento.',
    still: 'Sigue permitido',
    stillAsOf: 'Todos los elementos siguen permitidos, a fecha de',
    unsound: 'La respuesta no se sostiene',
    withdrawn: (count) => `${countOf(count, 'obra retirada', 'obras retiradas')} desde entonces`,
    taintedTitle: 'Hay elementos sintéticos contaminados',
    tainted:
      ', ya no se permiten obras con las que se ajustó un modelo del que salen sus elementos sintéticos. Hay que ajustar el modelo de nuevo y preparar con él la próxima versión.',
    asOf: 'A fecha de',
    noLonger: (count) =>
      `, ${count === 1 ? 'esta obra ya no se permite' : 'estas obras ya no se permiten'}. La próxima versión tiene que prescindir de ${count === 1 ? 'ella' : 'ellas'}.`,
    more: (count) => `y ${writeNumber(count)} más`,
  },
});

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
      const { own, sources } = await worker.ask('works', null);
      const { index } = await state.mutateAsync({});
      const asked = { state: index, slices: [] } as const;
      const { head, files } = await askEvidence({ ...asked, works: own });
      const { asOf, checkpoint } = head;
      const from = manifest.asOf.checkpoint.size;
      const to = asOf.checkpoint.size;
      const learnt: [string, typeof files][] = [];
      for (const { id, works } of sources) {
        learnt.push([id, (await askEvidence({ ...asked, works, under: to })).files]);
      }
      const consistency = await client.fetchQuery(api.log.consistency.queryOptions({ from, to }));
      const newer = { asOf, checkpoint, consistency, files, sources: Object.fromEntries(learnt) };
      return worker.ask('fresh', { newer, trust });
    },
  });
};

/** Withdrawn since? A question of its own, asked only when somebody wants to know: it needs the registry, and tells it what is asked. */
export const Freshness = (props: Props) => {
  const { manifest } = props;
  const said = useWords(words);
  const overview = useQuery({ ...api.overview.queryOptions(), staleTime: Infinity });
  const fresh = useFreshness(props);
  const isHere = overview.data?.origin === manifest.asOf.origin;
  const tooMany = manifest.counts.consented > mostAsked;
  return (
    <Section title={said.title}>
      <p>{said.lead}</p>
      {tooMany ? (
        <p>
          {said.tooMany} <code>assent verify --fresh</code>.
        </p>
      ) : overview.data !== undefined && !isHere ? (
        <p>
          {said.from}
          <Foreign>{overview.data.origin}</Foreign>
          {said.of}
          <Foreign>{manifest.asOf.origin}</Foreign>
          {said.elsewhere}
        </p>
      ) : (
        <div>
          <Button className="button" isPending={fresh.isPending} onPress={() => fresh.mutate()}>
            {fresh.isPending ? said.asking : said.ask}
          </Button>
        </div>
      )}
      <output>
        {fresh.data !== undefined && <Answer report={fresh.data} />}
        {fresh.isError && (
          <Notice tone="fails" title={describeFailure(fresh.error).title}>
            {said.notKnown}
          </Notice>
        )}
      </output>
    </Section>
  );
};

const Answer = ({ report: { ok, asOf, withdrawn, tainted, errors } }: { readonly report: FreshnessReport }) => {
  const said = useWords(words);
  const language = useLanguage();
  const moment = <Moment at={asOf.state.at} />;
  if (ok) {
    return (
      <Notice tone="holds" title={said.still}>
        {said.stillAsOf} {moment}.
      </Notice>
    );
  }
  if (withdrawn.length === 0 && tainted.length > 0) {
    return (
      <Notice tone="fails" title={said.taintedTitle}>
        <p>
          {said.asOf} {moment}
          {said.tainted}
        </p>
        <ul className={styles.works}>
          {tainted.map((id) => (
            <li key={id}>
              <code title={id}>{shorten(id)}</code>
            </li>
          ))}
        </ul>
      </Notice>
    );
  }
  if (withdrawn.length === 0) {
    return (
      <Notice tone="fails" title={said.unsound}>
        {[...new Set(errors.map(({ code }) => describeCode(language, code)))].map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
    );
  }
  return (
    <Notice tone="fails" title={said.withdrawn(withdrawn.length)}>
      <p>
        {said.asOf} {moment}
        {said.noLonger(withdrawn.length)}
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
      {withdrawn.length > shownWorks && <p>{said.more(withdrawn.length - shownWorks)}</p>}
    </Notice>
  );
};

const shownWorks = 100;
