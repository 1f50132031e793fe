import type { Match, Stratum } from '@assent/schema';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { ChooseOne } from './Choice.tsx';
import { Field } from './Field.tsx';
import { generatorOptions } from './generator-words.ts';
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
const options = [
  { value: declared, label: 'Declare what is missing', hint: 'Nothing is put in its place.' },
  ...generatorOptions.map(({ value, label }) => ({ value, label: 'Fill with synthetic items', hint: `${label}.` })),
];

const wholeBetween = (text: string, least: number, most: number): number | undefined =>
  /^[0-9]{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined;

const stratumOf = ({ title, quota, fill, share }: Draft, match: Match, taken: readonly string[]) => {
  const wanted = wholeBetween(quota, 1, 100_000_000);
  const most = wholeBetween(share, 1, 100);
  const isTitle = title.trim() !== '' && title.length <= 120;
  const wrong = {
    title: isTitle ? undefined : 'A title of 1 to 120 signs.',
    quota: wanted === undefined ? 'A whole number from 1 to 100,000,000.' : undefined,
    fill: fill === undefined ? 'Choose one.' : undefined,
    share: fill !== undefined && fill !== declared && most === undefined ? 'A percentage from 1 to 100.' : undefined,
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
  const { stratum, wrong } = stratumOf(draft, match, taken);
  const add = (event: FormEvent) => {
    event.preventDefault();
    setTried(stratum === undefined);
    if (stratum === undefined) return;
    onAdd(stratum);
    setDraft(empty);
  };
  const change = (next: Partial<Draft>) => setDraft((now) => ({ ...now, ...next }));
  return (
    <form className={styles.form} aria-label="Another part" onSubmit={add}>
      <p>
        It takes what you look at now: <strong>{describeMatch(match)}</strong>, {eligible}.
      </p>
      <div className={styles.fields}>
        <Field
          label="Title of the part"
          value={draft.title}
          onChange={(title) => change({ title })}
          wrong={tried ? wrong.title : undefined}
        />
        <Field
          label="How many"
          numeric
          value={draft.quota}
          onChange={(quota) => change({ quota })}
          wrong={tried ? wrong.quota : undefined}
        />
      </div>
      <ChooseOne
        label="Where fewer people agreed than you want"
        options={options}
        value={draft.fill}
        onChange={(fill) => change({ fill })}
      >
        {tried && wrong.fill !== undefined && <p className={styles.wrong}>{wrong.fill}</p>}
        {draft.fill !== undefined && draft.fill !== declared && (
          <Field
            label="Synthetic at most, percent of the part"
            numeric
            value={draft.share}
            onChange={(share) => change({ share })}
            wrong={tried ? wrong.share : undefined}
            note="100 means: wholly synthetic, and said so."
          />
        )}
      </ChooseOne>
      <div>
        <Button className="button" type="submit">
          Add this part
        </Button>
      </div>
    </form>
  );
};
