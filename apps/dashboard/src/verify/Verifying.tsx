import { useEffect, useRef } from 'react';
import { Button, Label, ProgressBar } from 'react-aria-components';
import { Section } from '../elements/Section.tsx';
import { writeNumber, writeShare } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import type { Progress } from './messages.ts';
import styles from './Verifying.module.css';

const words = inBoth({
  en: {
    title: 'Checking…',
    running: 'The bundle is being checked.',
    read: (read: string, of: string) => `${read} of ${of} MB read`,
    decided: (items: number, of: number) => `, ${writeNumber(items)} of ${writeNumber(of)} items decided again`,
    stop: 'Stop',
  },
  es: {
    title: 'Comprobando…',
    running: 'Se está comprobando el paquete.',
    read: (read, of) => `${read} de ${of} MB leídos`,
    decided: (items, of) => `, ${writeNumber(items)} de ${writeNumber(of)} elementos decididos otra vez`,
    stop: 'Parar',
  },
});

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

/** Evidence is read before the items are decided: how far it is, is half the one and half the other. */
const shareDone = ({ read, bytes, items, of }: Progress): number =>
  (read / Math.max(1, bytes) + items / Math.max(1, of)) / 2;

/** A verification under way. It takes a moment, and can be left. */
export const Verifying = ({ progress, onCancel }: { readonly progress: Progress; readonly onCancel: () => void }) => {
  const said = useWords(words);
  const cancel = useRef<HTMLButtonElement>(null);
  // What had the focus is gone from the page; what can be done now is this.
  useEffect(() => cancel.current?.focus(), []);
  const { read, bytes, items, of } = progress;
  const share = Math.min(1, shareDone(progress));
  return (
    <Section title={said.title}>
      <output className="visually-hidden">{said.running}</output>
      <ProgressBar className={styles.progress!} value={share} maxValue={1} valueLabel={writeShare(share, 1)}>
        <Label className={styles.label!}>
          {said.read(megabytes(read), megabytes(bytes))}
          {of > 0 && said.decided(items, of)}
        </Label>
        <div className={styles.track}>
          <div className={styles.fill} style={{ width: `${share * 100}%` }} />
        </div>
      </ProgressBar>
      <p>
        <Button ref={cancel} className="button" onPress={onCancel}>
          {said.stop}
        </Button>
      </p>
    </Section>
  );
};
