import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox, Radio } from 'react-aria-components';
import styles from './Form.module.css';

interface TickProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: ReactNode;
}

/** Something to say yes to. */
export const Tick = ({ isSelected, onChange, children }: TickProps) => (
  <Checkbox className={styles.choice!} isSelected={isSelected} onChange={onChange}>
    <span className={styles.mark} aria-hidden>
      {isSelected && <Check size={16} />}
    </span>
    <span>{children}</span>
  </Checkbox>
);

/** One of several, inside a `RadioGroup`. */
export const Option = ({ value, children }: { readonly value: string; readonly children: ReactNode }) => (
  <Radio className={styles.choice!} value={value}>
    {({ isSelected }) => (
      <>
        <span className={styles.mark} data-round aria-hidden>
          {isSelected && <Check size={16} />}
        </span>
        <span>{children}</span>
      </>
    )}
  </Radio>
);
