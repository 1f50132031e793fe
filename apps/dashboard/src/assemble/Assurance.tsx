import { useState } from 'react';
import { ChooseOne } from './Choice.tsx';
import styles from './PurposeForm.module.css';
import { sureOf } from './purpose-choices.ts';
import { capacityWords, levelOptions } from './purpose-words.ts';
import { inBoth, useWords } from '../words/language.ts';
import { useChoices } from './use-choices.ts';

const apart = 'apart';
const words = inBoth({
  en: {
    label: 'How well do you have to know who signed?',
    note: 'By what was checked by somebody whom this registry trusts. It says who they are, not what they own.',
    apart: 'It depends on who signs',
    apartNote: 'You say it for each of them.',
  },
  es: {
    label: '¿Con qué certeza has de saber quién firmó?',
    note: 'Según lo que haya comprobado alguien en quien confía este registro. Dice quiénes son, no qué les pertenece.',
    apart: 'Depende de quién firme',
    apartNote: 'Lo dices para cada cual.',
  },
});
/** Stands for a level that is still to be chosen. */
const open = '?';

/** How well who signed has to be known: for everybody at once, or for each by itself. */
export const Assurance = () => {
  const [{ sure }, choose] = useChoices();
  const said = useWords(words);
  const capacities = useWords(capacityWords);
  const levelsAsked = useWords(levelOptions);
  const options = [...levelsAsked, { value: apart, label: said.apart, hint: said.apartNote }];
  const levels = sure?.split('-') ?? [];
  const [first] = levels;
  const alike = levels.length === sureOf.length && levels.every((level) => level === first);
  const [each, setEach] = useState(false);
  const shown = each || (levels.length > 0 && !alike);
  const turnTo = (value: string) => {
    setEach(value === apart);
    if (value !== apart) choose({ sure: sureOf.map(() => value).join('-') });
  };
  const setOne = (at: number, level: string) =>
    choose({ sure: sureOf.map((_, i) => (i === at ? level : (levels[i] ?? open))).join('-') });
  return (
    <>
      <ChooseOne
        label={said.label}
        note={said.note}
        options={options}
        value={shown ? apart : first}
        onChange={turnTo}
      />
      {shown && (
        <div className={styles.assurance}>
          {sureOf.map((who, at) => (
            <ChooseOne
              key={who}
              label={capacities[who]}
              options={levelsAsked.map(({ value, label }) => ({ value, label }))}
              value={levels[at] === open ? undefined : levels[at]}
              onChange={(level) => setOne(at, level)}
            />
          ))}
        </div>
      )}
    </>
  );
};
