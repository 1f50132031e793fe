import { describeCode } from '@assent/consent';
import { ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { countOf, writeNumber, writeShare } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import type { Surveyed } from './use-survey.ts';
import styles from './Waterfall.module.css';

type Step = Surveyed['survey']['waterfall'][number];

/** The name under which the works that qualify are opened. */
export const qualifying = 'qualifying';

interface Props {
  readonly survey: Surveyed['survey'];
  readonly opened: string | undefined;
  readonly onOpen: (step: string | undefined) => void;
}

const words = inBoth({
  en: {
    steps: 'Steps',
    caption: (works: number) => `${countOf(works, 'work')}, what falls out for which reason first, and what is left`,
    step: 'Step',
    share: 'Share of all',
    works: 'Works',
    all: 'All works here',
    minus: 'minus',
    qualify: 'Qualify for this purpose',
  },
  es: {
    steps: 'Pasos',
    caption: (works) => `${countOf(works, 'obra')}, lo que cae primero y por qué razón, y lo que queda`,
    step: 'Paso',
    share: 'Parte de todas',
    works: 'Obras',
    all: 'Todas las obras de aquí',
    minus: 'menos',
    qualify: 'Cumplen para este fin',
  },
});

/** What falls out after what: the rest that each step leaves. */
const restsAfter = ({ works, waterfall }: Surveyed['survey']): (Step & { readonly left: number })[] => {
  let left = works;
  return waterfall.map((step) => ({ ...step, left: (left -= step.works) }));
};

/** From all works down to those that qualify: a picture that is a table too. Each step opens the works it is about. */
export const Waterfall = ({ survey, opened, onOpen }: Props) => {
  const { works, eligible } = survey;
  const said = useWords(words);
  const language = useLanguage();
  const toggle = (step: string) => onOpen(opened === step ? undefined : step);
  return (
    <ScrollArea className="table-scroll" label={said.steps}>
      <table className={`table ${styles.waterfall}`}>
        <caption className="visually-hidden">{said.caption(works)}</caption>
        <thead>
          <tr>
            <th scope="col">{said.step}</th>
            <th scope="col" className={styles.bars}>
              <span className="visually-hidden">{said.share}</span>
            </th>
            <th scope="col" className="number">
              {said.works}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{said.all}</th>
            <td className={styles.bars}>
              <Bar part="all" count={works} after={0} of={works} />
            </td>
            <td className="number">{writeNumber(works)}</td>
          </tr>
          {restsAfter(survey).map(({ code, works: out, left }) => (
            <tr key={code}>
              <th scope="row">
                <Step step={code} name={describeCode(language, code)} opened={opened} onToggle={toggle} />
              </th>
              <td className={styles.bars}>
                <Bar part="out" count={out} after={left} of={works} />
              </td>
              <td className="number">
                <span aria-hidden>−</span>
                <span className="visually-hidden">{said.minus} </span>
                {writeNumber(out)}
              </td>
            </tr>
          ))}
          <tr className={styles.last}>
            <th scope="row">
              <Step step={qualifying} name={said.qualify} opened={opened} onToggle={toggle} />
            </th>
            <td className={styles.bars}>
              <Bar part="in" count={eligible} after={0} of={works} />
            </td>
            <td className="number">{writeNumber(eligible)}</td>
          </tr>
        </tbody>
      </table>
    </ScrollArea>
  );
};

/** As long as its part of all works, and as far along as what is left after it. */
const Bar = ({
  part,
  count,
  after,
  of,
}: {
  readonly part: 'all' | 'in' | 'out';
  readonly count: number;
  readonly after: number;
  readonly of: number;
}) => {
  const percent = (works: number) => `${of === 0 ? 0 : (100 * works) / of}%`;
  return (
    <span className={styles.track}>
      <span className="visually-hidden">{writeShare(count, of)}</span>
      <span
        className={styles.bar}
        data-part={part}
        style={{ width: percent(count), insetInlineStart: percent(after) }}
      />
    </span>
  );
};

const Step = ({
  step,
  name,
  opened,
  onToggle,
}: {
  readonly step: string;
  readonly name: string;
  readonly opened: string | undefined;
  readonly onToggle: (step: string) => void;
}) => (
  <Button className={styles.step!} aria-expanded={opened === step} onPress={() => onToggle(step)}>
    <ChevronRight size={18} aria-hidden />
    <span>{name}</span>
  </Button>
);
