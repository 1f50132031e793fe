import { ChevronRight, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { describeCode } from '@assent/consent';
import type { Trust } from '@assent/schema';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import type { BundleWorker } from './bundle-worker.ts';
import styles from './CheckList.module.css';
import { checkWords } from './check-words.ts';
import { CheckEvidence } from './CheckEvidence.tsx';
import type { Check } from './judge.ts';
import type { Verified } from './messages.ts';

const icons = { holds: CircleCheck, fails: CircleX, open: CircleDashed } as const;

const words = inBoth({
  en: {
    checks: 'Checks',
    holds: 'Holds',
    fails: 'Fails',
    open: 'Left open',
    restsOn: 'Another check failed that this one rests on, so nothing is said about it.',
  },
  es: {
    checks: 'Comprobaciones',
    holds: 'Se cumple',
    fails: 'Falla',
    open: 'Queda abierta',
    restsOn: 'Ha fallado otra comprobación en la que se apoya esta, así que de ella no se dice nada.',
  },
});

interface Props {
  readonly checks: readonly Check[];
  readonly verified: Verified;
  readonly trust: Trust;
  readonly worker: BundleWorker;
}

/** Each part of the verification: its outcome, and one press away what was held against what. */
export const CheckList = ({ checks, verified, trust, worker }: Props) => {
  const said = useWords(words);
  const asked = useWords(checkWords);
  const language = useLanguage();
  return (
    <ol className={styles.checks} aria-label={said.checks}>
      {checks.map((check) => (
        <li key={check.name} data-outcome={check.outcome}>
          <CheckRow check={check}>
            <p>{asked[check.name].asks}</p>
            {check.outcome === 'open' && <p className="quiet">{said.restsOn}</p>}
            {[...new Set(check.findings.map(({ code }) => code))].map((code) => (
              <p key={code} className={styles.finding}>
                {describeCode(language, code)}
              </p>
            ))}
            <CheckEvidence name={check.name} verified={verified} trust={trust} worker={worker} />
          </CheckRow>
        </li>
      ))}
    </ol>
  );
};

/** What is in a row is read from the bundle only once somebody opens it. */
const CheckRow = ({ check: { name, outcome }, children }: { readonly check: Check; readonly children: ReactNode }) => {
  const [isOpen, setOpen] = useState(false);
  const said = useWords(words);
  const asked = useWords(checkWords);
  const Icon = icons[outcome];
  return (
    <Disclosure isExpanded={isOpen} onExpandedChange={setOpen} className={styles.check!}>
      <Heading level={3} className={styles.heading!}>
        <Button slot="trigger" className={styles.trigger!}>
          <Icon size={24} aria-hidden />
          <span className={styles.name}>{asked[name].name}</span>
          <span className={styles.word}>{said[outcome]}</span>
          <ChevronRight size={18} aria-hidden className={styles.chevron!} />
        </Button>
      </Heading>
      <DisclosurePanel className={styles.panel!}>
        {isOpen && <div className={styles.evidence}>{children}</div>}
      </DisclosurePanel>
    </Disclosure>
  );
};
