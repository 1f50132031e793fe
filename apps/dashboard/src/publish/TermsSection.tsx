import { describeTerms } from '@assent/consent';
import type { Terms, Use } from '@assent/schema';
import { Label, RadioGroup } from 'react-aria-components';
import { Fold } from '../elements/Fold.tsx';
import { Section } from '../elements/Section.tsx';
import form from '../keys/Form.module.css';
import { Option } from '../keys/Tick.tsx';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import { axisWords } from './axis-words.ts';
import { OneOf, SomeOf } from './ChoiceGroups.tsx';
import { type Choice, type PresetName, presets, type Span } from './presets.ts';
import styles from './Publish.module.css';

interface Props {
  readonly choice: Choice;
  readonly preset: PresetName | undefined;
  readonly terms: Terms;
  /** Whether the key can still withdraw when it is lost: only then may a permission have no end. */
  readonly mayBeOpen: boolean;
  readonly onPreset: (name: PresetName) => void;
  readonly onChange: (change: Partial<Choice>) => void;
}

const words = inBoth({
  en: {
    title: '3. What you allow',
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
    says: 'What that says',
    wordForWord: 'This text is what you sign, word for word. “They” are those who use the works.',
    label: 'What you sign',
  },
  es: {
    title: '3. Qué permites',
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
    says: 'Qué dice eso',
    wordForWord: 'Este texto es lo que firmas, palabra por palabra.',
    label: 'Lo que firmas',
  },
});

/** What is allowed: begin with one of four, change what does not fit, and read below what that says. */
export const TermsSection = ({ choice, preset, terms, mayBeOpen, onPreset, onChange }: Props) => {
  const said = useWords(words);
  const axes = useWords(axisWords);
  const language = useLanguage();
  return (
    <Section title={said.title}>
      <div className={styles.groups}>
        <RadioGroup className={styles.group!} value={preset ?? null} onChange={(name) => onPreset(name as PresetName)}>
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
          onChange={(span) => onChange({ span })}
        />
        <OneOf
          label={said.onWithdraw}
          words={axes.onWithdraw}
          value={choice.onWithdraw}
          onChange={(onWithdraw) => onChange({ onWithdraw })}
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
                  onChange={(stance) => onChange({ stances: { ...choice.stances, [use]: stance } })}
                />
              ))}
            </div>
            <SomeOf
              label={said.commerce}
              words={axes.commerce}
              value={choice.commerce}
              onChange={(commerce) => onChange({ commerce })}
            />
            <SomeOf
              label={said.operators}
              words={axes.operators}
              value={choice.operators}
              onChange={(operators) => onChange({ operators })}
            />
            <OneOf
              label={said.downstream}
              words={axes.downstream}
              value={choice.downstream}
              onChange={(downstream) => onChange({ downstream })}
            />
            <OneOf
              label={said.where}
              words={axes.where}
              value={choice.where}
              onChange={(where) => onChange({ where })}
            />
            <SomeOf
              label={said.duties}
              words={axes.duties}
              value={choice.duties.filter((duty) => duty !== 'pay')}
              onChange={(duties) => onChange({ duties })}
            />
            <p className={styles.hint}>{said.same}</p>
          </div>
        </Fold>
        <div className={styles.group}>
          <h3>{said.says}</h3>
          <p className="quiet">{said.wordForWord}</p>
          <blockquote className={styles.notice} aria-live="polite" aria-label={said.label}>
            {describeTerms(language, terms).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </blockquote>
        </div>
      </div>
    </Section>
  );
};

/** A key that is its own identity cannot be replaced when it is lost, so what it allows has to end. */
const closed = ({ open: _, ...spans }: Readonly<Record<Span, string>>) => spans as Readonly<Record<Span, string>>;
