import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox, CheckboxGroup, Label, Radio, RadioGroup, Text } from 'react-aria-components';
import styles from './Choice.module.css';
import type { Option } from './purpose-words.ts';

interface Props {
  readonly label: string;
  /** What choosing rules out. */
  readonly note?: string;
  readonly options: readonly Option[];
  readonly children?: ReactNode;
}

const Words = ({ label, hint }: Option) => (
  <span className={styles.words}>
    <span>{label}</span>
    {hint !== undefined && <span className={styles.hint}>{hint}</span>}
  </span>
);

const Note = ({ note }: { readonly note: string | undefined }) =>
  note === undefined ? null : (
    <Text slot="description" className={styles.note!} elementType="p">
      {note}
    </Text>
  );

/** One of several. Nothing is chosen until somebody chooses. */
export const ChooseOne = ({
  label,
  note,
  options,
  children,
  value,
  onChange,
}: Props & { readonly value: string | undefined; readonly onChange: (value: string) => void }) => (
  <RadioGroup className={styles.group!} value={value ?? null} onChange={onChange}>
    <Label className={styles.label!}>{label}</Label>
    <Note note={note} />
    <div className={styles.options}>
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className={styles.option!}>
          <span className={styles.round} aria-hidden />
          <Words {...option} />
        </Radio>
      ))}
    </div>
    {children}
  </RadioGroup>
);

/** Any number of several. */
export const ChooseSome = ({
  label,
  note,
  options,
  values,
  onChange,
}: Props & { readonly values: readonly string[]; readonly onChange: (values: string[]) => void }) => (
  <CheckboxGroup className={styles.group!} value={[...values]} onChange={onChange}>
    <Label className={styles.label!}>{label}</Label>
    <Note note={note} />
    <div className={styles.options}>
      {options.map((option) => (
        <Checkbox key={option.value} value={option.value} className={styles.option!}>
          <span className={styles.box} aria-hidden>
            <Check size={14} strokeWidth={3} />
          </span>
          <Words {...option} />
        </Checkbox>
      ))}
    </div>
  </CheckboxGroup>
);
