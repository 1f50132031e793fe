import { useQueryClient } from '@tanstack/react-query';
import { Pin, PinOff, RefreshCw } from 'lucide-react';
import { Button } from 'react-aria-components';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { writeClock } from '../words/figures.ts';
import { entrySteps } from './entry-steps.tsx';
import styles from './EntryProofSection.module.css';
import { pinKey, pinnedKey } from './log-key.ts';
import { ProofStrip, type Step } from './ProofStrip.tsx';
import type { useEntryProof } from './use-entry-proof.ts';
import { useLogKey } from './use-log-key.ts';

interface Props {
  readonly proof: ReturnType<typeof useEntryProof>;
  /** What a page checked of that which the statement signs beside itself. */
  readonly beside?: readonly Step[];
}

/** The proof of an entry, checked by this page, with the time; and whose word it rests on. */
export const EntryProofSection = ({ proof, beside = [] }: Props) => {
  const client = useQueryClient();
  const log = useLogKey();
  const pin = (key: string | null) => {
    if (log === undefined) return;
    pinKey(log.origin, key);
    void client.invalidateQueries({ queryKey: pinnedKey(log.origin).queryKey });
  };
  return (
    <Section title="Proof">
      {proof.data === undefined || log === undefined ? (
        <Skeleton lines={12} height={32} />
      ) : (
        <>
          <p className="quiet">
            Checked by this page, in your browser, at{' '}
            <span className={styles.clock}>{writeClock(proof.data.checkedAt)}</span>.
          </p>
          <ProofStrip steps={entrySteps(proof.data, log.from, beside)} />
          <div className={styles.actions}>
            <Button className="button" onPress={() => void proof.refetch()}>
              <RefreshCw size={16} aria-hidden />
              Check again
            </Button>
            {log.from === 'server' ? (
              <Button className="button" onPress={() => pin(log.served)}>
                <Pin size={16} aria-hidden />
                Pin the log’s key
              </Button>
            ) : (
              <Button className="button" onPress={() => pin(null)}>
                <PinOff size={16} aria-hidden />
                Forget the pinned key
              </Button>
            )}
          </div>
          <p className={styles.key}>
            Key of the log: <code>{log.key}</code>
          </p>
        </>
      )}
    </Section>
  );
};
