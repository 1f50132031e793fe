import type { HolderLine } from '@assent/schema';
import { Link } from '@tanstack/react-router';
import { countOf, shorten, writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { Foreign } from './Foreign.tsx';
import { NameWarning } from './NameWarning.tsx';
import { Section } from './Section.tsx';
import styles from './WorksList.module.css';

/** What a line of a list may say; the rest of it is not shown here. With `leaf`, it is what an erasure left. */
type Line = Pick<HolderLine, 'sha256'> &
  Partial<Pick<HolderLine, 'attribution' | 'mime' | 'title'> & { readonly leaf: string }>;

/** Lines come from the server as text; one that cannot be read is left out, and then the count says so. */
const readLines = (texts: readonly string[]): Line[] =>
  texts.flatMap((text) => {
    try {
      const line = JSON.parse(text) as Line;
      return typeof line.sha256 === 'string' ? [line] : [];
    } catch {
      return [];
    }
  });

const words = inBoth({
  en: {
    title: 'Works it covers',
    count: (works: number) => countOf(works, 'work'),
    erased: 'What was said of it is erased.',
    none: 'The list is not shown here.',
    first: (shown: number) =>
      `The first ${writeNumber(shown)} are shown. The list as a whole was therefore not checked here.`,
  },
  es: {
    title: 'Obras a las que se refiere',
    count: (works) => countOf(works, 'obra'),
    erased: 'Lo que se dijo de ella está borrado.',
    none: 'La lista no se muestra aquí.',
    first: (shown) =>
      `Se muestran las primeras ${writeNumber(shown)}. Por eso la lista entera no se ha comprobado aquí.`,
  },
});

interface Props {
  readonly lines: readonly string[];
  /** How many the statement covers. */
  readonly count: number;
}

/** The works that a statement covers, each a way to all that was said about it. */
export const WorksList = ({ lines, count }: Props) => {
  const said = useWords(words);
  const works = readLines(lines);
  return (
    <Section title={said.title} aside={<span className="quiet">{said.count(count)}</span>}>
      <ul className={styles.works}>
        {works.map(({ sha256, title, mime, attribution, leaf }) => (
          <li key={sha256}>
            <Link to="/works/$sha256" params={{ sha256 }}>
              {title === undefined ? <code title={sha256}>{shorten(sha256)}</code> : <Foreign>{title}</Foreign>}
            </Link>
            <span className={styles.about}>
              {attribution !== undefined && <Foreign>{attribution}</Foreign>}
              {mime !== undefined && <span>{mime}</span>}
              {leaf !== undefined && <span>{said.erased}</span>}
              {title !== undefined && <code title={sha256}>{shorten(sha256)}</code>}
            </span>
            {attribution !== undefined && <NameWarning of={attribution} />}
          </li>
        ))}
      </ul>
      {works.length < count && <p className="quiet">{works.length === 0 ? said.none : said.first(works.length)}</p>}
    </Section>
  );
};
