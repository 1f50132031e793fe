import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { Section } from '../elements/Section.tsx';
import type { Recorded } from '../keys/outbox.ts';
import { saveFile } from '../keys/save-file.ts';
import { entrySteps } from '../proof/entry-steps.tsx';
import { ProofStrip } from '../proof/ProofStrip.tsx';
import { ProofVerdict } from '../proof/ProofVerdict.tsx';
import { outcomeOf } from '../proof/verify-entry.ts';
import { writeNumber } from '../words/figures.ts';
import styles from './Publish.module.css';

interface Props {
  readonly recorded: Recorded;
  readonly onAgain: () => void;
}

/** What the log answered, checked here, and offered to keep. */
export const RecordedSection = ({ recorded: { unsent, receipt, proof, logKey }, onAgain }: Props) => {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const outcome = outcomeOf(proof);
  const save = () =>
    saveFile(
      `assent-receipt-${receipt.index}.json`,
      `${JSON.stringify({ receipt, envelope: unsent.envelope, lines: unsent.lines }, null, 2)}\n`,
    );
  return (
    <div ref={place} tabIndex={-1} className={styles.result}>
      <Section title={outcome === 'holds' ? 'It is recorded' : 'Do not rely on this yet'}>
        <ProofVerdict outcome={outcome} />
        <p>
          {unsent.title}:{' '}
          <Link to="/log/$index" params={{ index: String(receipt.index) }}>
            entry {writeNumber(receipt.index)} of the log
          </Link>
          . Keep the receipt: with it you can prove that it was recorded, whatever this registry says later.
        </p>
        <div className={styles.actions}>
          <Button className="button primary" onPress={save}>
            <Download size={16} aria-hidden />
            Save the receipt
          </Button>
          <Link to="/mine" className="button">
            See my works
          </Link>
          <Button className="button" onPress={onAgain}>
            Publish more
          </Button>
        </div>
      </Section>
      <Section title="The receipt’s proof">
        <ProofStrip steps={entrySteps(proof, logKey.from, [])} />
      </Section>
    </div>
  );
};
