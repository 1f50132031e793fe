import { describeDecision } from '@assent/consent';
import { codes, type Reason } from '@assent/schema';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleX } from 'lucide-react';
import { api } from '../api.ts';
import { Foreign } from '../elements/Foreign.tsx';
import { Hash } from '../elements/Hash.tsx';
import { Identity } from '../elements/Identity.tsx';
import { writeNumber } from '../words/figures.ts';
import { currentLanguage } from '../words/language.ts';
import type { ListedWork } from './use-works.ts';
import styles from './WorkEvidence.module.css';

/** Why one work qualifies or does not: each reason, whose word it is, and where it is written. */
export const WorkEvidence = ({ work }: { readonly work: ListedWork | undefined }) => (
  <section className={styles.evidence} aria-label="Why" aria-live="polite">
    {work === undefined ? (
      <p className="quiet">Choose a work to read why.</p>
    ) : (
      <>
        <p className={styles.verdict} data-verdict={work.decision.verdict}>
          {work.decision.verdict === 'allow' ? (
            <CircleCheck size={22} aria-hidden />
          ) : (
            <CircleX size={22} aria-hidden />
          )}
          {describeDecision(currentLanguage(), work.decision)[0]}
        </p>
        <p>
          <Hash value={work.sha256} of="the work’s SHA-256" />
        </p>
        <ul className={styles.reasons}>
          {work.decision.reasons.map((reason) => (
            <li key={JSON.stringify(reason)}>
              <ReasonWords reason={reason} />
            </li>
          ))}
        </ul>
        {work.tags.length > 0 && (
          <p className="quiet small">
            Its holder tags it <Foreign>{work.tags.join(', ')}</Foreign>
            {work.width !== undefined && `, ${writeNumber(work.width)} × ${writeNumber(work.height ?? 0)} pixels`}.
          </p>
        )}
        {work.creator !== undefined && (
          <p className="quiet small">
            Made or owned by <Identity of={work.creator} />
          </p>
        )}
        <Link to="/works/$sha256" params={{ sha256: work.sha256 }}>
          All that was said about it
        </Link>
      </>
    )}
  </section>
);

const ReasonWords = ({ reason: { code, use, holder, statement } }: { readonly reason: Reason }) => (
  <>
    <p>{codes[code].sentence}</p>
    <p className={styles.whose}>
      <code>{code}</code>
      {use !== undefined && <code>{use}</code>}
      {holder !== undefined && <Identity of={holder} />}
      {statement !== undefined && <Said id={statement} />}
    </p>
  </>
);

/** The statement that a reason rests on, as a way to it. */
const Said = ({ id }: { readonly id: string }) => {
  const found = useQuery({ ...api.statements.find.queryOptions({ id }), staleTime: Infinity });
  return found.data === undefined ? (
    <Hash value={id} of="the statement’s id" />
  ) : (
    <Link to="/log/$index" params={{ index: String(found.data.index) }}>
      entry {writeNumber(found.data.index)}
    </Link>
  );
};
