import { Check } from 'lucide-react';
import { Checkbox, CheckboxGroup, Label, RadioGroup } from 'react-aria-components';
import form from '../keys/Form.module.css';
import { Option } from '../keys/Tick.tsx';
import styles from './Publish.module.css';

interface OneProps<T extends string> {
  readonly label: string;
  readonly words: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly className?: string;
}

/** One of several. */
export const OneOf = <T extends string>({ label, words, value, onChange, className = styles.group! }: OneProps<T>) => (
  <RadioGroup className={className} value={value} onChange={(next) => onChange(next as T)}>
    <Label className={styles.label!}>{label}</Label>
    <div>
      {(Object.keys(words) as T[]).map((name) => (
        <Option key={name} value={name}>
          {words[name]}
        </Option>
      ))}
    </div>
  </RadioGroup>
);

interface SomeProps<T extends string> {
  readonly label: string;
  readonly words: Readonly<Record<T, string>>;
  readonly value: readonly T[];
  readonly onChange: (value: T[]) => void;
}

/** Any of several. */
export const SomeOf = <T extends string>({ label, words, value, onChange }: SomeProps<T>) => (
  <CheckboxGroup className={styles.group!} value={[...value]} onChange={(next) => onChange(next as T[])}>
    <Label className={styles.label!}>{label}</Label>
    <div>
      {(Object.keys(words) as T[]).map((name) => (
        <Checkbox key={name} value={name} className={form.choice!}>
          <span className={form.mark} aria-hidden>
            {value.includes(name) && <Check size={16} />}
          </span>
          <span>{words[name]}</span>
        </Checkbox>
      ))}
    </div>
  </CheckboxGroup>
);
