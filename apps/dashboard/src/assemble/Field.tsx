import { type ReactNode, useEffect, useState } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import styles from './Field.module.css';

interface Props {
  readonly label: string;
  readonly note?: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with it, where something is. */
  readonly wrong?: string | undefined;
  readonly type?: 'date' | 'text';
  readonly numeric?: boolean;
  readonly wide?: boolean;
}

/** How long somebody may pause before what they wrote is taken, in milliseconds. */
const pause = 350;

/** A line of text: taken when the writer pauses or leaves it, so that the address does not change with every key. */
export const Field = ({ label, note, value, onChange, wrong, type = 'text', numeric = false, wide = false }: Props) => {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  const take = () => {
    if (text !== value) onChange(text);
  };
  useEffect(() => {
    const timer = setTimeout(take, pause);
    return () => clearTimeout(timer);
    // What it does with the text follows from the text.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [text]);
  return (
    <TextField
      className={wide ? `${styles.field} ${styles.wide}` : styles.field!}
      value={text}
      onChange={setText}
      onBlur={take}
      isInvalid={wrong !== undefined}
      validationBehavior="aria"
    >
      <Label className={styles.label!}>{label}</Label>
      <Input
        className={styles.input!}
        type={type}
        autoComplete="off"
        spellCheck="false"
        {...(numeric && { inputMode: 'numeric' as const })}
      />
      {note !== undefined && (
        <Text slot="description" className={styles.note!}>
          {note}
        </Text>
      )}
      <FieldError className={styles.error!}>{wrong}</FieldError>
    </TextField>
  );
};
