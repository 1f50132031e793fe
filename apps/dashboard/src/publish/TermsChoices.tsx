import type { Use } from '@assent/schema';
import { useState } from 'react';
import { Label, RadioGroup } from 'react-aria-components';
import { Fold } from '../elements/Fold.tsx';
import form from '../keys/Form.module.css';
import { Option } from '../keys/Tick.tsx';
import { inBoth, useWords } from '../words/language.ts';
import { axisWords } from './axis-words.ts';
import { OneOf, SomeOf } from './ChoiceGroups.tsx';
import { type Choice, type PresetName, presets, type Span } from './presets.ts';
import styles from './Publish.module.css';

const words = inBoth({
  en: {
    begin: 'Begin with one of these',
    span: 'For how long',
    onWithdraw: 'If you withdraw',
    each: 'Set each use',
    commerce: 'For which purposes',
    operators: 'By whom',
    downstream: 'What comes out',
    where: 'Where',
    duties: 'What they owe you',
    same: 'Purposes, persons, places and duties hold for every use that you allow.',
  },
  es: {
    begin: 'Empieza por una de estas opciones',
    span: 'Durante cuánto tiempo',
    onWithdraw: 'Si lo retiras',
    each: 'Decidir cada uso',
    commerce: 'Con qué fines',
    operators: 'A quién',
    downstream: 'Lo que resulta',
    where: 'Dónde',
    duties: 'Qué te deben',
    same: 'Los fines, las personas, los lugares y los deberes valen para todos los usos que permites.',
  },
});

interface Props {
  readonly choice: Choice;
  /** The one of the four that the choice is at first, if it is one. */
  readonly begunWith: PresetName | undefined;
  /** Whether the key can still withdraw when it is lost: only then may a permission have no end. */
  readonly mayBeOpen: boolean;
  readonly onChange: (choice: Choice) => void;
}

/** What is allowed: begin with one of four, change what does not fit. */
export const TermsChoices = ({ choice, begunWith, mayBeOpen, onChange }: Props) => {
  const said = useWords(words);
  const axes = useWords(axisWords);
  const [preset, setPreset] = useState(begunWith);
  const begin = (name: PresetName) => {
    setPreset(name);
    onChange({ ...presets[name], span: choice.span, onWithdraw: choice.onWithdraw });
  };
  /** What is no longer one of the four is not shown as one. */
  const change = (changed: Partial<Choice>) => {
    setPreset(undefined);
    onChange({ ...choice, ...changed });
  };
  return (
    <div className={styles.groups}>
      <RadioGroup className={styles.group!} value={preset ?? null} onChange={(name) => begin(name as PresetName)}>
        <Label className={styles.label!}>{said.begin}</Label>
        <div className={form.choices}>
          {(Object.keys(presets) as PresetName[]).map((name) => (
            <Option key={name} value={name}>
              <strong>{axes.presets[name].title}.</strong> {axes.presets[name].sentence}
            </Option>
          ))}
        </div>
      </RadioGroup>
      <OneOf
        label={said.span}
        words={mayBeOpen ? axes.spans : closed(axes.spans)}
        value={choice.span}
        onChange={(span) => onChange({ ...choice, span })}
      />
      <OneOf
        label={said.onWithdraw}
        words={axes.onWithdraw}
        value={choice.onWithdraw}
        onChange={(onWithdraw) => onChange({ ...choice, onWithdraw })}
      />
      <Fold title={said.each}>
        <div className={styles.groups}>
          <div>
            {(Object.keys(axes.uses) as Use[]).map((use) => (
              <OneOf
                key={use}
                className={styles.stance!}
                label={axes.uses[use]}
                words={axes.stances}
                value={choice.stances[use]}
                onChange={(stance) => change({ stances: { ...choice.stances, [use]: stance } })}
              />
            ))}
          </div>
          <SomeOf
            label={said.commerce}
            words={axes.commerce}
            value={choice.commerce}
            onChange={(commerce) => change({ commerce })}
          />
          <SomeOf
            label={said.operators}
            words={axes.operators}
            value={choice.operators}
            onChange={(operators) => change({ operators })}
          />
          <OneOf
            label={said.downstream}
            words={axes.downstream}
            value={choice.downstream}
            onChange={(downstream) => change({ downstream })}
          />
          <OneOf label={said.where} words={axes.where} value={choice.where} onChange={(where) => change({ where })} />
          <SomeOf
            label={said.duties}
            words={axes.duties}
            value={choice.duties}
            onChange={(duties) => change({ duties })}
          />
          <p className={styles.hint}>{said.same}</p>
        </div>
      </Fold>
    </div>
  );
};

/** A key that is its own identity cannot be replaced when it is lost, so what it allows has to end. */
const closed = ({ open: _, ...spans }: Readonly<Record<Span, string>>) => spans as Readonly<Record<Span, string>>;
