import { codes } from '@assent/schema';
import { ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { countOf, writeNumber, writeShare } from '../words/figures.ts';
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

/** What falls out after what: the rest that each step leaves. */
const restsAfter = ({ works, waterfall }: Surveyed['survey']): (Step & { readonly left: number })[] => {
  let left = works;
  return waterfall.map((step) => ({ ...step, left: (left -= step.works) }));
};

/** From all works down to those that qualify: a picture that is a table too. Each step opens the works it is about. */
export const Waterfall = ({ survey, opened, onOpen }: Props) => {
  const { works, eligible } = survey;
  const toggle = (step: string) => onOpen(opened === step ? undefined : step);
  return (
    <ScrollArea className="table-scroll" label="Steps">
      <table className={`table ${styles.waterfall}`}>
        <caption className="visually-hidden">
          {countOf(works, 'work')}, what falls out for which reason first, and what is left
        </caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col" className={styles.bars}>
              <span className="visually-hidden">Share of all</span>
            </th>
            <th scope="col" className="number">
              Works
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">All works here</th>
            <td className={styles.bars}>
              <Bar part="all" count={works} after={0} of={works} />
            </td>
            <td className="number">{writeNumber(works)}</td>
          </tr>
          {restsAfter(survey).map(({ code, works: out, left }) => (
            <tr key={code}>
              <th scope="row">
                <Step step={code} words={codes[code].sentence} opened={opened} onToggle={toggle} />
              </th>
              <td className={styles.bars}>
                <Bar part="out" count={out} after={left} of={works} />
              </td>
              <td className="number">
                <span aria-hidden>−</span>
                <span className="visually-hidden">minus </span>
                {writeNumber(out)}
              </td>
            </tr>
          ))}
          <tr className={styles.last}>
            <th scope="row">
              <Step step={qualifying} words="Qualify for this purpose" opened={opened} onToggle={toggle} />
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
  words,
  opened,
  onToggle,
}: {
  readonly step: string;
  readonly words: string;
  readonly opened: string | undefined;
  readonly onToggle: (step: string) => void;
}) => (
  <Button className={styles.step!} aria-expanded={opened === step} onPress={() => onToggle(step)}>
    <ChevronRight size={18} aria-hidden />
    <span>{words}</span>
  </Button>
);
