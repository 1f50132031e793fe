import { Check } from 'lucide-react';
import { Checkbox } from 'react-aria-components';
import { ChooseOne, ChooseSome } from './Choice.tsx';
import choice from './Choice.module.css';
import { Field } from './Field.tsx';
import { Assurance } from './Assurance.tsx';
import styles from './PurposeForm.module.css';
import { never, none, wordsIn, writeSet } from './purpose-choices.ts';
import { afterOptions, aimOptions, dutyOptions, onOptions, wantedUses, whoOptions } from './purpose-words.ts';
import { inBoth, useWords } from '../words/language.ts';
import { Territory } from './Territory.tsx';
import { useChoices } from './use-choices.ts';

const words = inBoth({
  en: {
    form: 'Purpose',
    nothing: 'None of these',
    uses: 'What will you do with the works?',
    usesNote: 'Each one that you tick has to be allowed by everybody concerned, by name. No use implies another.',
    aims: 'What for?',
    aimsNote: 'Works are out that lack any one of the aims you tick.',
    who: 'Who are you?',
    whoNote: 'Works that are allowed only to others are out.',
    on: 'Will you pass the result on?',
    when: 'When?',
    whenNote:
      'From the first training until the last, and until you stop passing the dataset on. Permissions that end before are out. Most end within two years.',
    from: 'First day',
    until: 'The day it has ended',
    open: 'Without an end',
    openNote: 'Every permission that ends some day is out.',
    duties: 'What do you give in return?',
    dutiesNote: 'What holders may ask for, and you agree to do.',
    after: 'What will you do when somebody withdraws?',
    afterNote: 'The most that you agree to do.',
  },
  es: {
    form: 'Fin',
    nothing: 'Nada de esto',
    uses: '¿Qué vas a hacer con las obras?',
    usesNote:
      'Cada uso que marques tienen que permitirlo, por su nombre, todas las personas afectadas. Ningún uso implica otro.',
    aims: '¿Para qué?',
    aimsNote: 'Quedan fuera las obras a las que falte alguno de los fines que marques.',
    who: '¿Quién eres?',
    whoNote: 'Quedan fuera las obras que solo se permiten a otros.',
    on: '¿Vas a pasar el resultado a otros?',
    when: '¿Cuándo?',
    whenNote:
      'Desde el primer entrenamiento hasta el último, y hasta que dejes de pasar el conjunto a otros. Quedan fuera los permisos que terminan antes. La mayoría termina en dos años.',
    from: 'Primer día',
    until: 'El día en que ya ha terminado',
    open: 'Sin final',
    openNote: 'Queda fuera todo permiso que termine algún día.',
    duties: '¿Qué das a cambio?',
    dutiesNote: 'Lo que los titulares pueden pedir y tú te comprometes a hacer.',
    after: '¿Qué harás cuando alguien retire su permiso?',
    afterNote: 'Lo máximo que te comprometes a hacer.',
  },
});

/** What the works are wanted for. Nothing is chosen beforehand: what is left out would be asking for less, or for more. */
export const PurposeForm = () => {
  const [search, choose] = useChoices();
  const said = useWords(words);
  const nothing = { value: none, label: said.nothing };
  const giveDuties = (values: readonly string[]) => {
    // "None of these" and a duty put each other out.
    const decided = values.at(-1) === none ? [none] : values.filter((value) => value !== none);
    choose({ duties: decided.length === 0 ? undefined : writeSet(decided) });
  };
  return (
    <form className={styles.form} aria-label={said.form} onSubmit={(event) => event.preventDefault()}>
      <ChooseSome
        label={said.uses}
        note={said.usesNote}
        options={useWords(wantedUses)}
        values={wordsIn(search.uses)}
        onChange={(values) => choose({ uses: writeSet(values) })}
      />
      <ChooseSome
        label={said.aims}
        note={said.aimsNote}
        options={useWords(aimOptions)}
        values={wordsIn(search.aims)}
        onChange={(values) => choose({ aims: writeSet(values) })}
      />
      <ChooseOne
        label={said.who}
        note={said.whoNote}
        options={useWords(whoOptions)}
        value={search.who}
        onChange={(who) => choose({ who })}
      />
      <ChooseOne label={said.on} options={useWords(onOptions)} value={search.on} onChange={(on) => choose({ on })} />
      <Territory />
      <fieldset className={choice.group}>
        <legend className={choice.label}>{said.when}</legend>
        <p className={choice.note}>{said.whenNote}</p>
        <div className={styles.dates}>
          <Field
            label={said.from}
            type="date"
            value={search.from ?? ''}
            onChange={(from) => choose({ from }, 'quietly')}
          />
          {search.until !== never && (
            <Field
              label={said.until}
              type="date"
              value={search.until ?? ''}
              onChange={(until) => choose({ until }, 'quietly')}
            />
          )}
        </div>
        <Checkbox
          className={choice.option!}
          isSelected={search.until === never}
          onChange={(on) => choose({ until: on ? never : undefined })}
        >
          <span className={choice.box} aria-hidden>
            <Check size={14} strokeWidth={3} />
          </span>
          <span className={choice.words}>
            <span>{said.open}</span>
            <span className={choice.hint}>{said.openNote}</span>
          </span>
        </Checkbox>
      </fieldset>
      <ChooseSome
        label={said.duties}
        note={said.dutiesNote}
        options={[...useWords(dutyOptions), nothing]}
        values={search.duties === none ? [none] : wordsIn(search.duties)}
        onChange={giveDuties}
      />
      <ChooseOne
        label={said.after}
        note={said.afterNote}
        options={useWords(afterOptions)}
        value={search.after}
        onChange={(after) => choose({ after })}
      />
      <Assurance />
    </form>
  );
};
