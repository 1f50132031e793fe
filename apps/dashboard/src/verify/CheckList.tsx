import { ChevronRight, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { Trust } from '@assent/schema';
import { codes } from '@assent/schema';
import type { BundleWorker } from './bundle-worker.ts';
import styles from './CheckList.module.css';
import { checkWords } from './check-words.ts';
import { CheckEvidence } from './CheckEvidence.tsx';
import type { Check } from './judge.ts';
import type { Verified } from './messages.ts';

const faces = {
  holds: { Icon: CircleCheck, word: 'Holds' },
  fails: { Icon: CircleX, word: 'Fails' },
  open: { Icon: CircleDashed, word: 'Left open' },
} as const;

interface Props {
  readonly checks: readonly Check[];
  readonly verified: Verified;
  readonly trust: Trust;
  readonly worker: BundleWorker;
}

/** Each part of the verification: its outcome, and one press away what was held against what. */
export const CheckList = ({ checks, verified, trust, worker }: Props) => (
  <ol className={styles.checks} aria-label="Checks">
    {checks.map((check) => (
      <li key={check.name} data-outcome={check.outcome}>
        <CheckRow check={check}>
          <p>{checkWords[check.name].asks}</p>
          {check.outcome === 'open' && (
            <p className="quiet">Another check failed that this one rests on, so nothing is said about it.</p>
          )}
          {[...new Set(check.findings.map(({ code }) => code))].map((code) => (
            <p key={code} className={styles.finding}>
              {codes[code].sentence}
            </p>
          ))}
          <CheckEvidence name={check.name} verified={verified} trust={trust} worker={worker} />
        </CheckRow>
      </li>
    ))}
  </ol>
);

/** What is in a row is read from the bundle only once somebody opens it. */
const CheckRow = ({ check: { name, outcome }, children }: { readonly check: Check; readonly children: ReactNode }) => {
  const [isOpen, setOpen] = useState(false);
  const { Icon, word } = faces[outcome];
  return (
    <Disclosure isExpanded={isOpen} onExpandedChange={setOpen} className={styles.check!}>
      <Heading level={3} className={styles.heading!}>
        <Button slot="trigger" className={styles.trigger!}>
          <Icon size={24} aria-hidden />
          <span className={styles.name}>{checkWords[name].name}</span>
          <span className={styles.word}>{word}</span>
          <ChevronRight size={18} aria-hidden className={styles.chevron!} />
        </Button>
      </Heading>
      <DisclosurePanel className={styles.panel!}>
        {isOpen && <div className={styles.evidence}>{children}</div>}
      </DisclosurePanel>
    </Disclosure>
  );
};
