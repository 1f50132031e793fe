import { Check } from 'lucide-react';
import { Checkbox } from 'react-aria-components';
import { ChooseOne, ChooseSome } from './Choice.tsx';
import choice from './Choice.module.css';
import { Field } from './Field.tsx';
import { Assurance } from './Assurance.tsx';
import styles from './PurposeForm.module.css';
import { never, none, wordsIn, writeSet } from './purpose-choices.ts';
import { afterOptions, aimOptions, dutyOptions, onOptions, wantedUses, whoOptions } from './purpose-words.ts';
import { Territory } from './Territory.tsx';
import { useChoices } from './use-choices.ts';

const nothing = { value: none, label: 'None of these' };

/** What the works are wanted for. Nothing is chosen beforehand: what is left out would be asking for less, or for more. */
export const PurposeForm = () => {
  const [search, choose] = useChoices();
  const giveDuties = (values: readonly string[]) => {
    // "None of these" and a duty put each other out.
    const decided = values.at(-1) === none ? [none] : values.filter((value) => value !== none);
    choose({ duties: decided.length === 0 ? undefined : writeSet(decided) });
  };
  return (
    <form className={styles.form} aria-label="Purpose" onSubmit={(event) => event.preventDefault()}>
      <ChooseSome
        label="What will you do with the works?"
        note="Each one that you tick has to be allowed by everybody concerned, by name. No use implies another."
        options={wantedUses}
        values={wordsIn(search.uses)}
        onChange={(values) => choose({ uses: writeSet(values) })}
      />
      <ChooseSome
        label="What for?"
        note="Works are out that lack any one of the aims you tick."
        options={aimOptions}
        values={wordsIn(search.aims)}
        onChange={(values) => choose({ aims: writeSet(values) })}
      />
      <ChooseOne
        label="Who are you?"
        note="Works that are allowed only to others are out."
        options={whoOptions}
        value={search.who}
        onChange={(who) => choose({ who })}
      />
      <ChooseOne
        label="Will you pass the result on?"
        options={onOptions}
        value={search.on}
        onChange={(on) => choose({ on })}
      />
      <Territory />
      <fieldset className={choice.group}>
        <legend className={choice.label}>When?</legend>
        <p className={choice.note}>
          From the first training until the last, and until you stop passing the dataset on. Permissions that end before
          are out. Most end within two years.
        </p>
        <div className={styles.dates}>
          <Field
            label="First day"
            type="date"
            value={search.from ?? ''}
            onChange={(from) => choose({ from }, 'quietly')}
          />
          {search.until !== never && (
            <Field
              label="The day it has ended"
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
            <span>Without an end</span>
            <span className={choice.hint}>Every permission that ends some day is out.</span>
          </span>
        </Checkbox>
      </fieldset>
      <ChooseSome
        label="What do you give in return?"
        note="What holders may ask for, and you agree to do."
        options={[...dutyOptions, nothing]}
        values={search.duties === none ? [none] : wordsIn(search.duties)}
        onChange={giveDuties}
      />
      <ChooseOne
        label="What will you do when somebody withdraws?"
        note="The most that you agree to do."
        options={afterOptions}
        value={search.after}
        onChange={(after) => choose({ after })}
      />
      <Assurance />
    </form>
  );
};
