import { useQueryClient } from '@tanstack/react-query';
import { Pin, PinOff, RefreshCw } from 'lucide-react';
import { Button } from 'react-aria-components';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { writeClock } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { entrySteps } from './entry-steps.tsx';
import styles from './EntryProofSection.module.css';
import { pinKey, pinnedKey } from './log-key.ts';
import { ProofStrip, type Step } from './ProofStrip.tsx';
import type { useEntryProof } from './use-entry-proof.ts';
import { useLogKey } from './use-log-key.ts';

const words = inBoth({
  en: {
    title: 'Proof',
    checked: 'Checked by this page, in your browser, at',
    again: 'Check again',
    pin: 'Pin the log’s key',
    forget: 'Forget the pinned key',
    key: 'Key of the log',
  },
  es: {
    title: 'Prueba',
    checked: 'Comprobado por esta página, en tu navegador, a las',
    again: 'Comprobar otra vez',
    pin: 'Fijar la clave del registro',
    forget: 'Olvidar la clave fijada',
    key: 'Clave del registro',
  },
});

interface Props {
  readonly proof: ReturnType<typeof useEntryProof>;
  /** What a page checked of that which the statement signs beside itself. */
  readonly beside?: readonly Step[];
}

/** The proof of an entry, checked by this page, with the time; and whose word it rests on. */
export const EntryProofSection = ({ proof, beside = [] }: Props) => {
  const said = useWords(words);
  const client = useQueryClient();
  const log = useLogKey();
  const pin = (key: string | null) => {
    if (log === undefined) return;
    pinKey(log.origin, key);
    void client.invalidateQueries({ queryKey: pinnedKey(log.origin).queryKey });
  };
  return (
    <Section title={said.title}>
      {proof.data === undefined || log === undefined ? (
        <Skeleton lines={12} height={32} />
      ) : (
        <>
          <p className="quiet">
            {said.checked} <span className={styles.clock}>{writeClock(proof.data.checkedAt)}</span>.
          </p>
          <ProofStrip steps={entrySteps(proof.data, log.from, beside)} />
          <div className={styles.actions}>
            <Button className="button" onPress={() => void proof.refetch()}>
              <RefreshCw size={16} aria-hidden />
              {said.again}
            </Button>
            {log.from === 'server' ? (
              <Button className="button" onPress={() => pin(log.served)}>
                <Pin size={16} aria-hidden />
                {said.pin}
              </Button>
            ) : (
              <Button className="button" onPress={() => pin(null)}>
                <PinOff size={16} aria-hidden />
                {said.forget}
              </Button>
            )}
          </div>
          <p className={styles.key}>
            {said.key}: <code>{log.key}</code>
          </p>
        </>
      )}
    </Section>
  );
};
