import { Check, Dices } from 'lucide-react';
import { useEffect } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import choice from './Choice.module.css';
import { Field } from './Field.tsx';
import { never } from './purpose-choices.ts';
import { nameFor, newSeed } from './specification-choices.ts';
import styles from './Strata.module.css';
import { useChoices } from './use-choices.ts';

/** What the dataset is called, and how works are drawn where more qualify than are wanted. */
export const Draw = () => {
  const [search, choose] = useChoices();
  const { seed } = search;
  useEffect(() => {
    // A seed that somebody may have chosen for its result is no draw: this one is from the browser's own chance.
    if (seed === undefined) choose({ seed: newSeed() }, 'quietly');
    // oxlint-disable-next-line react/exhaustive-deps
  }, [seed]);
  return (
    <form className={styles.form} aria-label="The dataset" onSubmit={(event) => event.preventDefault()}>
      <div className={styles.fields}>
        <Field
          label="Title of the dataset"
          wide
          value={search.title ?? ''}
          onChange={(title) =>
            choose({ title, ...(search.name === undefined && { name: nameFor(title, []) }) }, 'quietly')
          }
        />
        <Field
          label="Name"
          note="For files and statements: small letters, digits, hyphens"
          value={search.name ?? ''}
          onChange={(name) => choose({ name }, 'quietly')}
        />
        <Field
          label="Version"
          note="Such as 1.0.0"
          value={search.version ?? ''}
          onChange={(version) => choose({ version }, 'quietly')}
        />
        <Field
          label="Validation, percent"
          numeric
          note="0 to 50 of the works of each part"
          value={search.val ?? ''}
          onChange={(val) => choose({ val }, 'quietly')}
        />
        <Field
          label="Test, percent"
          numeric
          note="0 to 50; the rest is for training"
          value={search.test ?? ''}
          onChange={(test) => choose({ test }, 'quietly')}
        />
        <Field
          label="Look at it again after, in days"
          numeric
          note="1 to 3,650"
          value={search.review ?? ''}
          onChange={(review) => choose({ review }, 'quietly')}
        />
        {search.cap !== never && (
          <Field
            label="Most works of one person"
            numeric
            note="Of one author or owner, in all parts together"
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
          <span>No limit for one person</span>
          <span className={choice.hint}>One person’s works may then be most of the dataset.</span>
        </span>
      </Checkbox>
      <Field
        label="Seed"
        note="Drawn by chance in your browser. It fixes which works are taken where more qualify than you want."
        value={seed ?? ''}
        onChange={(text) => choose({ seed: text.trim().toLowerCase() }, 'quietly')}
      />
      <div>
        <Button className="button" onPress={() => choose({ seed: newSeed() })}>
          <Dices size={18} aria-hidden />
          Draw another seed
        </Button>
      </div>
    </form>
  );
};
