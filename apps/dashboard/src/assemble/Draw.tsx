import { Check, Dices } from 'lucide-react';
import { useEffect } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { inBoth, useWords } from '../words/language.ts';
import choice from './Choice.module.css';
import { Field } from './Field.tsx';
import { never } from './purpose-choices.ts';
import { nameFor, newSeed } from './specification-choices.ts';
import styles from './Strata.module.css';
import { useChoices } from './use-choices.ts';

const words = inBoth({
  en: {
    form: 'The dataset',
    title: 'Title of the dataset',
    name: 'Name',
    nameNote: 'For files and statements: small letters, digits, hyphens',
    version: 'Version',
    versionNote: 'Such as 1.0.0',
    val: 'Validation, percent',
    valNote: '0 to 50 of the works of each part',
    test: 'Test, percent',
    testNote: '0 to 50; the rest is for training',
    review: 'Look at it again after, in days',
    reviewNote: '1 to 3,650',
    cap: 'Most works of one person',
    capNote: 'Of one author or owner, in all parts together',
    noCap: 'No limit for one person',
    noCapNote: 'One person’s works may then be most of the dataset.',
    seed: 'Seed',
    seedNote: 'Drawn by chance in your browser. It fixes which works are taken where more qualify than you want.',
    draw: 'Draw another seed',
  },
  es: {
    form: 'El conjunto de datos',
    title: 'Título del conjunto',
    name: 'Nombre',
    nameNote: 'Para archivos y declaraciones: letras pequeñas, cifras, guiones',
    version: 'Versión',
    versionNote: 'Como 1.0.0',
    val: 'Validación, por ciento',
    valNote: 'De 0 a 50 de las obras de cada parte',
    test: 'Prueba, por ciento',
    testNote: 'De 0 a 50; el resto es para entrenar',
    review: 'Volver a mirarlo después de, en días',
    reviewNote: 'De 1 a 3.650',
    cap: 'Máximo de obras de una persona',
    capNote: 'De un autor o dueño, en todas las partes juntas',
    noCap: 'Sin límite por persona',
    noCapNote: 'Entonces la mayor parte del conjunto puede ser de una sola persona.',
    seed: 'Semilla',
    seedNote: 'Sacada al azar en tu navegador. Fija qué obras se toman donde cumplen más de las que quieres.',
    draw: 'Sacar otra semilla',
  },
});

/** What the dataset is called, and how works are drawn where more qualify than are wanted. */
export const Draw = () => {
  const [search, choose] = useChoices();
  const { seed } = search;
  const said = useWords(words);
  useEffect(() => {
    // A seed that somebody may have chosen for its result is no draw: this one is from the browser's own chance.
    if (seed === undefined) choose({ seed: newSeed() }, 'quietly');
    // oxlint-disable-next-line react/exhaustive-deps
  }, [seed]);
  return (
    <form className={styles.form} aria-label={said.form} onSubmit={(event) => event.preventDefault()}>
      <div className={styles.fields}>
        <Field
          label={said.title}
          wide
          value={search.title ?? ''}
          onChange={(title) =>
            choose({ title, ...(search.name === undefined && { name: nameFor(title, []) }) }, 'quietly')
          }
        />
        <Field
          label={said.name}
          note={said.nameNote}
          value={search.name ?? ''}
          onChange={(name) => choose({ name }, 'quietly')}
        />
        <Field
          label={said.version}
          note={said.versionNote}
          value={search.version ?? ''}
          onChange={(version) => choose({ version }, 'quietly')}
        />
        <Field
          label={said.val}
          numeric
          note={said.valNote}
          value={search.val ?? ''}
          onChange={(val) => choose({ val }, 'quietly')}
        />
        <Field
          label={said.test}
          numeric
          note={said.testNote}
          value={search.test ?? ''}
          onChange={(test) => choose({ test }, 'quietly')}
        />
        <Field
          label={said.review}
          numeric
          note={said.reviewNote}
          value={search.review ?? ''}
          onChange={(review) => choose({ review }, 'quietly')}
        />
        {search.cap !== never && (
          <Field
            label={said.cap}
            numeric
            note={said.capNote}
            value={search.cap ?? ''}
            onChange={(cap) => choose({ cap }, 'quietly')}
          />
        )}
      </div>
      <Checkbox
        className={choice.option!}
        isSelected={search.cap === never}
        onChange={(on) => choose({ cap: on ? never : undefined })}
      >
        <span className={choice.box} aria-hidden>
          <Check size={14} strokeWidth={3} />
        </span>
        <span className={choice.words}>
          <span>{said.noCap}</span>
          <span className={choice.hint}>{said.noCapNote}</span>
        </span>
      </Checkbox>
      <Field
        label={said.seed}
        note={said.seedNote}
        value={seed ?? ''}
        onChange={(text) => choose({ seed: text.trim().toLowerCase() }, 'quietly')}
      />
      <div>
        <Button className="button" onPress={() => choose({ seed: newSeed() })}>
          <Dices size={18} aria-hidden />
          {said.draw}
        </Button>
      </div>
    </form>
  );
};
