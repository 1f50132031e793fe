import { useEffect, useRef } from 'react';
import { Button, Label, ProgressBar } from 'react-aria-components';
import { Section } from '../elements/Section.tsx';
import { writeNumber, writeShare } from '../words/figures.ts';
import type { Progress } from './messages.ts';
import styles from './Verifying.module.css';

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

/** Evidence is read before the items are decided: how far it is, is half the one and half the other. */
const shareDone = ({ read, bytes, items, of }: Progress): number =>
  (read / Math.max(1, bytes) + items / Math.max(1, of)) / 2;

/** A verification under way. It takes a moment, and can be left. */
export const Verifying = ({ progress, onCancel }: { readonly progress: Progress; readonly onCancel: () => void }) => {
  const cancel = useRef<HTMLButtonElement>(null);
  // What had the focus is gone from the page; what can be done now is this.
  useEffect(() => cancel.current?.focus(), []);
  const { read, bytes, items, of } = progress;
  const share = Math.min(1, shareDone(progress));
  return (
    <Section title="Checking…">
      <output className="visually-hidden">The bundle is being checked.</output>
      <ProgressBar className={styles.progress!} value={share} maxValue={1} valueLabel={writeShare(share, 1)}>
        <Label className={styles.label!}>
          {megabytes(read)} of {megabytes(bytes)} MB read
          {of > 0 && `, ${writeNumber(items)} of ${writeNumber(of)} items decided again`}
        </Label>
        <div className={styles.track}>
          <div className={styles.fill} style={{ width: `${share * 100}%` }} />
        </div>
      </ProgressBar>
      <p>
        <Button ref={cancel} className="button" onPress={onCancel}>
          Stop
        </Button>
      </p>
    </Section>
  );
};
