import { useState } from 'react';
import { Button } from 'react-aria-components';
import { ChooseOne } from './Choice.tsx';
import { Field } from './Field.tsx';
import styles from './PurposeForm.module.css';
import { wordsIn, writeSet } from './purpose-choices.ts';
import { inBoth, useWords } from '../words/language.ts';
import { useChoices } from './use-choices.ts';

/** Groups are written out, since who belongs to one changes. These 27 are the European Union’s since 2020. */
const union = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK';

const words = inBoth({
  en: {
    label: 'Where?',
    options: [
      { value: 'only', label: 'In these countries', hint: 'Works that are not allowed in every one of them are out.' },
      {
        value: 'not',
        label: 'Anywhere except in some',
        hint: 'Works that are allowed in some countries only are out.',
      },
      { value: 'anywhere', label: 'Anywhere', hint: 'Works that are not allowed somewhere are out.' },
    ],
    countries: 'Countries',
    note: 'Two letters each, as in ISO 3166: DE ES FR',
    wrong: (those: string) => `Not two letters: ${those}`,
    union: 'Add the European Union',
  },
  es: {
    label: '¿Dónde?',
    options: [
      { value: 'only', label: 'En estos países', hint: 'Quedan fuera las obras que no se permiten en todos ellos.' },
      {
        value: 'not',
        label: 'En cualquier parte menos en algunos',
        hint: 'Quedan fuera las obras que solo se permiten en ciertos países.',
      },
      {
        value: 'anywhere',
        label: 'En cualquier parte',
        hint: 'Quedan fuera las obras que no se permiten en algún sitio.',
      },
    ],
    countries: 'Países',
    note: 'Dos letras cada uno, como en ISO 3166: DE ES FR',
    wrong: (those) => `No son dos letras: ${those}`,
    union: 'Añadir la Unión Europea',
  },
});

const kindOf = (where: string | undefined): string | undefined => {
  const first = wordsIn(where)[0];
  if (first === undefined) return undefined;
  return first === 'not' || first === 'anywhere' ? first : 'only';
};

const isCountry = (word: string): boolean => /^[A-Z]{2}$/.test(word);

/** Where the works, or what is made with them, are used or offered. */
export const Territory = () => {
  const [{ where }, choose] = useChoices();
  const said = useWords(words);
  // Which countries is said after that it is some: until then the address has nothing to say.
  const [meant, setMeant] = useState<string>();
  const kind = kindOf(where) ?? meant;
  const countries = wordsIn(where).filter((word) => word !== 'not' && word !== 'anywhere');
  const wrong = countries.filter((word) => !isCountry(word));
  const write = (of: string | undefined, names: readonly string[]) => {
    const set = writeSet(names);
    choose({ where: of === 'not' ? `not ${set}`.trim() : set });
  };
  const turnTo = (next: string) => {
    setMeant(next);
    if (next === 'anywhere') choose({ where: next });
    else write(next, countries);
  };
  return (
    <ChooseOne label={said.label} options={said.options} value={kind} onChange={turnTo}>
      {(kind === 'only' || kind === 'not') && (
        <>
          <Field
            label={said.countries}
            note={said.note}
            value={countries.join(' ')}
            onChange={(text) => write(kind, text.toUpperCase().split(/[\s,;]+/))}
            wrong={wrong.length === 0 ? undefined : said.wrong(wrong.join(', '))}
          />
          <div className={styles.groups}>
            <Button className="button" onPress={() => write(kind, [...countries, ...union.split(' ')])}>
              {said.union}
            </Button>
          </div>
        </>
      )}
    </ChooseOne>
  );
};
