import { describeCode, describePurpose, describeScope } from '@assent/consent';
import { type Code, codes } from '@assent/schema';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DatasetChanges, DatasetSummary } from '../answers.ts';
import { api } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { Fold } from '../elements/Fold.tsx';
import { Moment } from '../elements/Moment.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { countOf, shorten, writeNumber } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import styles from './DatasetParts.module.css';

const words = inBoth({
  en: {
    title: 'Versions',
    this: 'This version',
    counts: (consented: number, synthetic: number) =>
      `${writeNumber(consented)} by consent, ${writeNumber(synthetic)} synthetic`,
    compare: 'What changed since it',
    compared: 'Compared with',
    only: 'This is the only version.',
    changes: (version: string) => `What changed since ${version}`,
    kept: (items: number) => `${countOf(items, 'item')} stayed.`,
    added: (items: number) => `${countOf(items, 'item')} came`,
    removed: (items: number) => `${countOf(items, 'item')} went`,
    nothing: 'None.',
    allowed_since: 'It was not allowed then, and is now.',
    chosen_since: 'It was allowed then already, and was not taken.',
    registered_since: 'It was registered since.',
    not_chosen: 'It is still allowed, and was not taken.',
    synthetic: 'It is synthetic: each version’s are made anew.',
    show: (items: number, of: number) =>
      `Show ${items < of ? `the first ${writeNumber(items)} of ` : ''}${countOf(of, 'item')}`,
    purpose: 'The purpose',
    scope: 'What it may be used for',
    same: 'As before.',
    went: 'Taken out:',
    came: 'New:',
  },
  es: {
    title: 'Versiones',
    this: 'Esta versión',
    counts: (consented, synthetic) =>
      `${writeNumber(consented)} por consentimiento, ${writeNumber(synthetic)} sintéticos`,
    compare: 'Qué ha cambiado desde ella',
    compared: 'Comparada con',
    only: 'Esta es la única versión.',
    changes: (version) => `Qué ha cambiado desde ${version}`,
    kept: (items) => `${countOf(items, 'elemento')} siguen.`,
    added: (items) => `${countOf(items, 'elemento')} que han entrado`,
    removed: (items) => `${countOf(items, 'elemento')} que han salido`,
    nothing: 'Ninguno.',
    allowed_since: 'Entonces no se permitía y ahora sí.',
    chosen_since: 'Ya se permitía entonces, pero no se tomó.',
    registered_since: 'Se ha registrado después.',
    not_chosen: 'Se sigue permitiendo, pero no se ha tomado.',
    synthetic: 'Es sintético: los de cada versión se hacen de nuevo.',
    show: (items, of) =>
      `Mostrar ${items < of ? `los primeros ${writeNumber(items)} de ` : ''}${countOf(of, 'elemento')}`,
    purpose: 'El fin',
    scope: 'Para qué se puede usar',
    same: 'Como antes.',
    went: 'Quitado:',
    came: 'Nuevo:',
  },
});

/** The versions of a dataset, and what changed from another one to this. Which one is in the address. */
export const DatasetVersions = ({
  dataset,
  since,
}: {
  readonly dataset: DatasetSummary;
  readonly since: number | undefined;
}) => {
  const said = useWords(words);
  const { release } = dataset;
  const query = useQuery(api.datasets.versions.queryOptions({ release }));
  return (
    <Section title={said.title}>
      <Answer query={query} skeleton={<Skeleton lines={3} height={48} />}>
        {(versions) => {
          const before = versions.find((one) => one.release < release);
          const other = versions.find((one) => one.release === since && one.release !== release) ?? before;
          return (
            <>
              <ul className={styles.versions} aria-label={said.title}>
                {versions.map(({ release: index, version, loggedAt, counts }) => (
                  <li key={index}>
                    {index === release ? (
                      <strong>
                        {version} <span className="quiet">{said.this}</span>
                      </strong>
                    ) : (
                      <Link to="/datasets/$release" params={{ release: String(index) }}>
                        {version}
                      </Link>
                    )}
                    <span className="quiet">
                      <Moment at={loggedAt} />, {said.counts(counts.consented, counts.synthetic)}
                    </span>
                    {index !== release &&
                      (index === other?.release ? (
                        <span className="quiet">{said.compared}</span>
                      ) : (
                        <Link
                          to="/datasets/$release"
                          params={{ release: String(release) }}
                          search={{ since: index }}
                          resetScroll={false}
                        >
                          {said.compare}
                        </Link>
                      ))}
                  </li>
                ))}
              </ul>
              {versions.length === 1 && <p className="quiet">{said.only}</p>}
              {other !== undefined && <Changes dataset={dataset} since={other.release} version={other.version} />}
            </>
          );
        }}
      </Answer>
    </Section>
  );
};

const Changes = ({
  dataset,
  since,
  version,
}: {
  readonly dataset: DatasetSummary;
  readonly since: number;
  readonly version: string;
}) => {
  const said = useWords(words);
  const language = useLanguage();
  const { release, manifest } = dataset;
  const changes = useQuery({ ...api.datasets.changes.queryOptions({ release, since }), staleTime: Infinity });
  const before = useQuery({ ...api.datasets.read.queryOptions({ release: since }), staleTime: 60_000 });
  return (
    <>
      <h3>{said.changes(version)}</h3>
      <Answer query={changes} skeleton={<Skeleton lines={4} height={32} />}>
        {({ kept, added, removed }) => (
          <>
            <p>{said.kept(kept)}</p>
            <div className={styles.changes}>
              <Side title={said.removed(removed.count)} side={removed} />
              <Side title={said.added(added.count)} side={added} />
            </div>
          </>
        )}
      </Answer>
      {before.data !== undefined && (
        <div className={styles.changes}>
          <Sentences
            title={said.purpose}
            before={describePurpose(language, before.data.manifest.purpose)}
            after={describePurpose(language, manifest.purpose)}
          />
          <Sentences
            title={said.scope}
            before={describeScope(language, before.data.manifest.scope)}
            after={describeScope(language, manifest.scope)}
          />
        </div>
      )}
    </>
  );
};

type Why = DatasetChanges['added' | 'removed']['why'][number]['why'];

const isCode = (why: Why): why is Code & Why => why in codes;

const Side = ({ title, side }: { readonly title: string; readonly side: DatasetChanges['added' | 'removed'] }) => {
  const said = useWords(words);
  const language = useLanguage();
  const reason = (why: Why): string => (isCode(why) ? describeCode(language, why) : said[why]);
  return (
    <div className={styles.side}>
      <h4>{title}</h4>
      {side.count === 0 ? (
        <p className="quiet">{said.nothing}</p>
      ) : (
        <>
          <ul>
            {side.why.map(({ why, items }) => (
              <li key={why}>
                <strong>{writeNumber(items)}</strong> {reason(why)}
              </li>
            ))}
          </ul>
          <Fold title={said.show(side.items.length, side.count)}>
            <ul>
              {side.items.map(({ sha256, why }) => (
                <li key={sha256}>
                  {why === 'synthetic' ? (
                    <code title={sha256}>{shorten(sha256, 6)}</code>
                  ) : (
                    <Link to="/works/$sha256" params={{ sha256 }}>
                      <code title={sha256}>{shorten(sha256, 6)}</code>
                    </Link>
                  )}{' '}
                  <span className="quiet small">{reason(why)}</span>
                </li>
              ))}
            </ul>
          </Fold>
        </>
      )}
    </div>
  );
};

/** Sentences that stand in one version alone: a word says which, beside the sign and the colour. */
const Sentences = ({
  title,
  before,
  after,
}: {
  readonly title: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}) => {
  const said = useWords(words);
  const went = before.filter((sentence) => !after.includes(sentence));
  const came = after.filter((sentence) => !before.includes(sentence));
  return (
    <div className={`${styles.side} ${styles.sentences}`}>
      <h4>{title}</h4>
      {went.length + came.length === 0 && <p className="quiet">{said.same}</p>}
      {went.map((sentence) => (
        <del key={sentence}>
          <span className="visually-hidden">{said.went} </span>
          {sentence}
        </del>
      ))}
      {came.map((sentence) => (
        <ins key={sentence}>
          <span className="visually-hidden">{said.came} </span>
          {sentence}
        </ins>
      ))}
    </div>
  );
};
