import type { Match, Stratum } from '@assent/schema';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { ChooseOne } from './Choice.tsx';
import { Field } from './Field.tsx';
import { inBoth, useWords } from '../words/language.ts';
import { useGeneratorOptions } from './generator-words.ts';
import { describeMatch } from './match-choices.ts';
import { fillWith, nameFor } from './specification-choices.ts';
import styles from './Strata.module.css';

interface Draft {
  readonly title: string;
  readonly quota: string;
  readonly fill: string | undefined;
  readonly share: string;
}

const declared = 'declared';
const words = inBoth({
  en: {
    form: 'Another part',
    declare: 'Declare what is missing',
    declareNote: 'Nothing is put in its place.',
    fillWith: 'Fill with synthetic items',
    wrong: {
      title: 'A title of 1 to 120 signs.',
      quota: 'A whole number from 1 to 100,000,000.',
      fill: 'Choose one.',
      share: 'A percentage from 1 to 100.',
    },
    takes: 'It takes what you look at now:',
    title: 'Title of the part',
    quota: 'How many',
    fill: 'Where fewer people agreed than you want',
    share: 'Synthetic at most, percent of the part',
    shareNote: '100 means: wholly synthetic, and said so.',
    add: 'Add this part',
  },
  es: {
    form: 'Otra parte',
    declare: 'Declarar lo que falta',
    declareNote: 'No se pone nada en su lugar.',
    fillWith: 'Completar con elementos sintéticos',
    wrong: {
      title: 'Un título de 1 a 120 signos.',
      quota: 'Un número entero de 1 a 100.000.000.',
      fill: 'Elige una cosa.',
      share: 'Un porcentaje de 1 a 100.',
    },
    takes: 'Toma lo que ves ahora:',
    title: 'Título de la parte',
    quota: 'Cuántas',
    fill: 'Donde lo permiten menos personas de las que quieres',
    share: 'Sintético como mucho, por ciento de la parte',
    shareNote: '100 quiere decir: todo sintético, y dicho así.',
    add: 'Añadir esta parte',
  },
});

const wholeBetween = (text: string, least: number, most: number): number | undefined =>
  /^[0-9]{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined;

const stratumOf = (
  { title, quota, fill, share }: Draft,
  match: Match,
  taken: readonly string[],
  said: (typeof words)['en']['wrong'],
) => {
  const wanted = wholeBetween(quota, 1, 100_000_000);
  const most = wholeBetween(share, 1, 100);
  const isTitle = title.trim() !== '' && title.length <= 120;
  const wrong = {
    title: isTitle ? undefined : said.title,
    quota: wanted === undefined ? said.quota : undefined,
    fill: fill === undefined ? said.fill : undefined,
    share: fill !== undefined && fill !== declared && most === undefined ? said.share : undefined,
  };
  if (!isTitle || wanted === undefined || fill === undefined || wrong.share !== undefined) return { wrong };
  const stratum: Stratum = {
    name: nameFor(title, taken),
    title: title.trim(),
    quota: wanted,
    match,
    fill: fill === declared ? null : fillWith(fill, most!),
  };
  return { stratum, wrong };
};

const empty: Draft = { title: '', quota: '', fill: undefined, share: '' };

/** One part more: what it is called, how many, and what is done where consent falls short. */
export const StratumForm = ({
  match,
  taken,
  eligible,
  onAdd,
}: {
  readonly match: Match;
  readonly taken: readonly string[];
  /** Works that qualify and match now. */
  readonly eligible: string;
  readonly onAdd: (stratum: Stratum) => void;
}) => {
  const [draft, setDraft] = useState(empty);
  const [tried, setTried] = useState(false);
  const said = useWords(words);
  const { stratum, wrong } = stratumOf(draft, match, taken, said.wrong);
  const options = [
    { value: declared, label: said.declare, hint: said.declareNote },
    ...useGeneratorOptions().map(({ value, label }) => ({ value, label: said.fillWith, hint: `${label}.` })),
  ];
  const add = (event: FormEvent) => {
    event.preventDefault();
    setTried(stratum === undefined);
    if (stratum === undefined) return;
    onAdd(stratum);
    setDraft(empty);
  };
  const change = (next: Partial<Draft>) => setDraft((now) => ({ ...now, ...next }));
  return (
    <form className={styles.form} aria-label={said.form} onSubmit={add}>
      <p>
        {said.takes} <strong>{describeMatch(match)}</strong>, {eligible}.
      </p>
      <div className={styles.fields}>
        <Field
          label={said.title}
          value={draft.title}
          onChange={(title) => change({ title })}
          wrong={tried ? wrong.title : undefined}
        />
        <Field
          label={said.quota}
          numeric
          value={draft.quota}
          onChange={(quota) => change({ quota })}
          wrong={tried ? wrong.quota : undefined}
        />
      </div>
      <ChooseOne label={said.fill} options={options} value={draft.fill} onChange={(fill) => change({ fill })}>
        {tried && wrong.fill !== undefined && <p className={styles.wrong}>{wrong.fill}</p>}
        {draft.fill !== undefined && draft.fill !== declared && (
          <Field
            label={said.share}
            numeric
            value={draft.share}
            onChange={(share) => change({ share })}
            wrong={tried ? wrong.share : undefined}
            note={said.shareNote}
          />
        )}
      </ChooseOne>
      <div>
        <Button className="button" type="submit">
          {said.add}
        </Button>
      </div>
    </form>
  );
};
