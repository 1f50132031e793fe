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
import { inBoth, useWords } from '../words/language.ts';
import styles from './Publish.module.css';

const words = inBoth({
  en: {
    holds: 'It is recorded',
    fails: 'Do not rely on this yet',
    entry: (index: number) => `entry ${writeNumber(index)} of the log`,
    keep: 'Keep the receipt: with it you can prove that it was recorded, whatever this registry says later.',
    save: 'Save the receipt',
    mine: 'See my works',
    more: 'Publish more',
    proof: 'The receipt’s proof',
  },
  es: {
    holds: 'Está registrado',
    fails: 'No te fíes de esto todavía',
    entry: (index) => `entrada ${writeNumber(index)} del registro`,
    keep: 'Guarda el recibo: con él puedes demostrar que se registró, diga lo que diga después este registro.',
    save: 'Guardar el recibo',
    mine: 'Ver mis obras',
    more: 'Publicar más',
    proof: 'La prueba del recibo',
  },
});

interface Props {
  readonly recorded: Recorded;
  readonly onAgain: () => void;
}

/** What the log answered, checked here, and offered to keep. */
export const RecordedSection = ({ recorded: { unsent, receipt, proof, logKey }, onAgain }: Props) => {
  const said = useWords(words);
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
      <Section title={outcome === 'holds' ? said.holds : said.fails}>
        <ProofVerdict outcome={outcome} />
        <p>
          {unsent.title}:{' '}
          <Link to="/log/$index" params={{ index: String(receipt.index) }}>
            {said.entry(receipt.index)}
          </Link>
          . {said.keep}
        </p>
        <div className={styles.actions}>
          <Button className="button primary" onPress={save}>
            <Download size={16} aria-hidden />
            {said.save}
          </Button>
          <Link to="/mine" className="button">
            {said.mine}
          </Link>
          <Button className="button" onPress={onAgain}>
            {said.more}
          </Button>
        </div>
      </Section>
      <Section title={said.proof}>
        <ProofStrip steps={entrySteps(proof, logKey.from, [])} />
      </Section>
    </div>
  );
};
