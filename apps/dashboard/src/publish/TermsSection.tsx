import { describeTerms } from '@assent/consent';
import type { Terms, Use } from '@assent/schema';
import { Label, RadioGroup } from 'react-aria-components';
import { Fold } from '../elements/Fold.tsx';
import { Section } from '../elements/Section.tsx';
import form from '../keys/Form.module.css';
import { Option } from '../keys/Tick.tsx';
import { language } from '../words/language.ts';
import {
  commerceWords,
  downstreamWords,
  dutyWords,
  operatorWords,
  spanWords,
  stanceWords,
  wordsOfUses,
  whereWords,
  withdrawWords,
} from './axis-words.ts';
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

/** What is allowed: begin with one of four, change what does not fit, and read below what that says. */
export const TermsSection = ({ choice, preset, terms, mayBeOpen, onPreset, onChange }: Props) => (
  <Section title="3. What you allow">
    <div className={styles.groups}>
      <RadioGroup className={styles.group!} value={preset ?? null} onChange={(name) => onPreset(name as PresetName)}>
        <Label className={styles.label!}>Begin with one of these</Label>
        <div className={form.choices}>
          {(Object.keys(presets) as PresetName[]).map((name) => (
            <Option key={name} value={name}>
              <strong>{presets[name].title}.</strong> {presets[name].sentence}
            </Option>
          ))}
        </div>
      </RadioGroup>
      <OneOf
        label="For how long"
        words={mayBeOpen ? spanWords : closedSpans}
        value={choice.span}
        onChange={(span) => onChange({ span })}
      />
      <OneOf
        label="If you withdraw"
        words={withdrawWords}
        value={choice.onWithdraw}
        onChange={(onWithdraw) => onChange({ onWithdraw })}
      />
      <Fold title="Set each use">
        <div className={styles.groups}>
          <div>
            {(Object.keys(wordsOfUses) as Use[]).map((use) => (
              <OneOf
                key={use}
                className={styles.stance!}
                label={wordsOfUses[use]}
                words={stanceWords}
                value={choice.stances[use]}
                onChange={(stance) => onChange({ stances: { ...choice.stances, [use]: stance } })}
              />
            ))}
          </div>
          <SomeOf
            label="For which purposes"
            words={commerceWords}
            value={choice.commerce}
            onChange={(commerce) => onChange({ commerce })}
          />
          <SomeOf
            label="By whom"
            words={operatorWords}
            value={choice.operators}
            onChange={(operators) => onChange({ operators })}
          />
          <OneOf
            label="What comes out"
            words={downstreamWords}
            value={choice.downstream}
            onChange={(downstream) => onChange({ downstream })}
          />
          <OneOf label="Where" words={whereWords} value={choice.where} onChange={(where) => onChange({ where })} />
          <SomeOf
            label="What they owe you"
            words={dutyWords}
            value={choice.duties.filter((duty) => duty !== 'pay')}
            onChange={(duties) => onChange({ duties })}
          />
          <p className={styles.hint}>Purposes, persons, places and duties hold for every use that you allow.</p>
        </div>
      </Fold>
      <div className={styles.group}>
        <h3>What that says</h3>
        <p className="quiet">This text is what you sign, word for word. “They” are those who use the works.</p>
        <blockquote className={styles.notice} aria-live="polite" aria-label="What you sign">
          {describeTerms(language, terms).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </blockquote>
      </div>
    </div>
  </Section>
);

const { open: _, ...closed } = spanWords;
/** A key that is its own identity cannot be replaced when it is lost, so what it allows has to end. */
const closedSpans = closed as Readonly<Record<Span, string>>;
