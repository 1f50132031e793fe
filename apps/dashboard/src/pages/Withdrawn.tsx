import { describeCode } from '@assent/consent';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Foreign } from '../elements/Foreign.tsx';
import { Section } from '../elements/Section.tsx';
import { countOf, shorten, writeNumber } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import { DatasetNext } from './DatasetNext.tsx';
import styles from './Withdrawn.module.css';

/** A page is no place to read a thousand hashes. */
const shown = 50;

const words = inBoth({
  en: {
    title: 'Withdrawn since',
    nothing: 'Nothing. Every holder of every item still agrees to this purpose, as of now.',
    gone: (count: number) =>
      `${countOf(count, 'item was', 'items were')} agreed to when this dataset was released, and ${count === 1 ? 'is' : 'are'} not allowed any more: a holder took the permission back, or it ended. A clean version leaves them out. A model that has already learned from them will not forget them.`,
    more: (count: number) => `and ${writeNumber(count)} more.`,
    touched: 'Other datasets that hold some of them:',
    items: (count: number) => countOf(count, 'item'),
  },
  es: {
    title: 'Retirado desde entonces',
    nothing: 'Nada. Cada titular de cada elemento sigue permitiendo este fin a día de hoy.',
    gone: (count) =>
      `${count === 1 ? '1 elemento se permitía' : `${writeNumber(count)} elementos se permitían`} cuando se publicó este conjunto y ya no: un titular retiró el permiso, o este terminó. Una versión limpia los deja fuera. Un modelo que ya ha aprendido de ellos no los olvidará.`,
    more: (count) => `y ${writeNumber(count)} más.`,
    touched: 'Otros conjuntos que llevan alguno de ellos:',
    items: (count) => countOf(count, 'elemento'),
  },
});

/** Which items of a dataset are not allowed any more, why, which others hold them, and the way to a clean version. */
export const Withdrawn = ({
  release,
  withdrawn,
}: {
  readonly release: number;
  readonly withdrawn: readonly string[];
}) => {
  const said = useWords(words);
  return (
    <Section title={said.title}>
      {withdrawn.length === 0 ? (
        <p>{said.nothing}</p>
      ) : (
        <>
          <p>{said.gone(withdrawn.length)}</p>
          <ul className={styles.items}>
            {withdrawn.slice(0, shown).map((sha256) => (
              <li key={sha256}>
                <Link to="/works/$sha256" params={{ sha256 }}>
                  <code title={sha256}>{shorten(sha256)}</code>
                </Link>
              </li>
            ))}
          </ul>
          {withdrawn.length > shown && <p className="quiet">{said.more(withdrawn.length - shown)}</p>}
          <Reach release={release} />
        </>
      )}
      <DatasetNext release={release} />
    </Section>
  );
};

const Reach = ({ release }: { readonly release: number }) => {
  const said = useWords(words);
  const language = useLanguage();
  const profile = useQuery(api.datasets.profile.queryOptions({ release }));
  if (profile.data === undefined) return null;
  const { withdrawn, touched } = profile.data;
  return (
    <>
      <ul>
        {withdrawn.map(({ code, items }) => (
          <li key={code}>
            <strong>{writeNumber(items)}</strong> {describeCode(language, code)}
          </li>
        ))}
      </ul>
      {touched.length > 0 && (
        <div>
          <p>{said.touched}</p>
          <ul aria-label={said.touched}>
            {touched.map(({ release: other, title, version, items }) => (
              <li key={other}>
                <Link to="/datasets/$release" params={{ release: String(other) }}>
                  <Foreign>{title}</Foreign>
                </Link>{' '}
                <span className="quiet">
                  {version}, {said.items(items)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
};
