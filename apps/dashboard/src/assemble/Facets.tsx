import { X } from 'lucide-react';
import { Button, ToggleButton } from 'react-aria-components';
import { Fold } from '../elements/Fold.tsx';
import { writeNumber } from '../words/figures.ts';
import styles from './Facets.module.css';
import { inBoth, useWords } from '../words/language.ts';
import { describeMatch, isNarrowed, readMatch, toggled } from './match-choices.ts';
import { wordsIn } from './purpose-choices.ts';
import { useChoices } from './use-choices.ts';
import type { Surveyed } from './use-survey.ts';

type Facet = Surveyed['survey']['facets']['tags'][number];

/** Values of one facet that are shown at once. */
const shown = 16;

const words = inBoth({
  en: {
    again: 'Look at all works again',
    tags: 'Tags',
    mime: 'Kind of file',
    shape: 'Shape',
    landscape: 'Wider than high',
    portrait: 'Higher than wide',
    square: 'Square',
    people: 'People',
    nobody: 'Nobody in them',
    more: (count: number) => `${writeNumber(count)} more`,
  },
  es: {
    again: 'Volver a ver todas las obras',
    tags: 'Etiquetas',
    mime: 'Tipo de archivo',
    shape: 'Forma',
    landscape: 'Más ancha que alta',
    portrait: 'Más alta que ancha',
    square: 'Cuadrada',
    people: 'Personas',
    nobody: 'No sale nadie',
    more: (count) => `${writeNumber(count)} más`,
  },
});

interface GroupProps {
  readonly title: string;
  readonly facets: readonly Facet[];
  /** Those that the works are narrowed by; they stay in sight when they count nothing any more. */
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
  readonly names?: Readonly<Record<string, string>>;
}

const Group = ({ title, facets, chosen, onToggle, names = {} }: GroupProps) => {
  const said = useWords(words);
  const gone = chosen.filter((value) => facets.every((facet) => facet.value !== value));
  const all = [...facets, ...gone.map((value) => ({ value, works: 0 }))];
  if (all.length === 0) return null;
  const [first, others] = [all.slice(0, shown), all.slice(shown)];
  const buttons = (some: readonly Facet[]) => (
    <ul className={styles.facets}>
      {some.map(({ value, works }) => (
        <li key={value}>
          <ToggleButton className={styles.facet!} isSelected={chosen.includes(value)} onChange={() => onToggle(value)}>
            <bdi>{names[value] ?? value}</bdi>
            <span className={styles.count}>{writeNumber(works)}</span>
          </ToggleButton>
        </li>
      ))}
    </ul>
  );
  return (
    <div className={styles.group}>
      <h3>{title}</h3>
      {buttons(first)}
      {others.length > 0 && <Fold title={said.more(others.length)}>{buttons(others)}</Fold>}
    </div>
  );
};

/** What the works that qualify are like, by what their holders say of them; each narrows the look. */
export const Facets = ({ survey }: { readonly survey: Surveyed['survey'] }) => {
  const [search, choose] = useChoices();
  const said = useWords(words);
  const { facets } = survey;
  const match = readMatch(search);
  const one = (now: string | undefined, value: string) => (now === value ? undefined : value);
  return (
    <div className={styles.all}>
      <p>
        {describeMatch(match)}.{' '}
        {isNarrowed(match) && (
          <Button
            className={styles.clear!}
            onPress={() => choose({ tags: undefined, mime: undefined, shape: undefined, people: undefined })}
          >
            <X size={16} aria-hidden /> {said.again}
          </Button>
        )}
      </p>
      <Group
        title={said.tags}
        facets={facets.tags}
        chosen={wordsIn(search.tags)}
        onToggle={(value) => choose({ tags: toggled(search.tags, value) })}
      />
      <Group
        title={said.mime}
        facets={facets.mime}
        chosen={wordsIn(search.mime)}
        onToggle={(value) => choose({ mime: toggled(search.mime, value) })}
      />
      <Group
        title={said.shape}
        facets={facets.orientation.filter(({ value }) => value !== 'unknown')}
        chosen={search.shape === undefined ? [] : [search.shape]}
        onToggle={(value) => choose({ shape: one(search.shape, value) })}
        names={{ landscape: said.landscape, portrait: said.portrait, square: said.square }}
      />
      <Group
        title={said.people}
        facets={facets.people.filter(({ value }) => value === 'nobody').map(({ works }) => ({ value: 'none', works }))}
        chosen={search.people === 'none' ? ['none'] : []}
        onToggle={(value) => choose({ people: one(search.people, value) })}
        names={{ none: said.nobody }}
      />
    </div>
  );
};
