import { describeCode, describeDecision } from '@assent/consent';
import type { Reason } from '@assent/schema';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleX } from 'lucide-react';
import { api } from '../api.ts';
import { Foreign } from '../elements/Foreign.tsx';
import { Hash } from '../elements/Hash.tsx';
import { Identity } from '../elements/Identity.tsx';
import { writeNumber } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import type { ListedWork } from './use-works.ts';
import styles from './WorkEvidence.module.css';

const words = inBoth({
  en: {
    why: 'Why',
    choose: 'Choose a work to read why.',
    hash: 'the work’s SHA-256',
    tags: 'Its holder tags it',
    pixels: (width: number, height: number) => `, ${writeNumber(width)} × ${writeNumber(height)} pixels`,
    by: 'Made or owned by',
    all: 'All that was said about it',
    id: 'the statement’s id',
    entry: (index: number) => `entry ${writeNumber(index)}`,
  },
  es: {
    why: 'Por qué',
    choose: 'Elige una obra para leer por qué.',
    hash: 'el SHA-256 de la obra',
    tags: 'Su titular le pone las etiquetas',
    pixels: (width, height) => `, ${writeNumber(width)} × ${writeNumber(height)} píxeles`,
    by: 'Hecha por o propiedad de',
    all: 'Todo lo que se ha dicho de ella',
    id: 'el identificador de la declaración',
    entry: (index) => `entrada ${writeNumber(index)}`,
  },
});

/** Why one work qualifies or does not: each reason, whose word it is, and where it is written. */
export const WorkEvidence = ({ work }: { readonly work: ListedWork | undefined }) => {
  const said = useWords(words);
  const language = useLanguage();
  return (
    <section className={styles.evidence} aria-label={said.why} aria-live="polite">
      {work === undefined ? (
        <p className="quiet">{said.choose}</p>
      ) : (
        <>
          <p className={styles.verdict} data-verdict={work.decision.verdict}>
            {work.decision.verdict === 'allow' ? (
              <CircleCheck size={22} aria-hidden />
            ) : (
              <CircleX size={22} aria-hidden />
            )}
            {describeDecision(language, work.decision)[0]}
          </p>
          <p>
            <Hash value={work.sha256} of={said.hash} />
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
              {said.tags} <Foreign>{work.tags.join(', ')}</Foreign>
              {work.width !== undefined && said.pixels(work.width, work.height ?? 0)}.
            </p>
          )}
          {work.creator !== undefined && (
            <p className="quiet small">
              {said.by} <Identity of={work.creator} />
            </p>
          )}
          <Link to="/works/$sha256" params={{ sha256: work.sha256 }}>
            {said.all}
          </Link>
        </>
      )}
    </section>
  );
};

const ReasonWords = ({ reason: { code, use, holder, statement } }: { readonly reason: Reason }) => (
  <>
    <p>{describeCode(useLanguage(), code)}</p>
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
  const said = useWords(words);
  const found = useQuery({ ...api.statements.find.queryOptions({ id }), staleTime: Infinity });
  return found.data === undefined ? (
    <Hash value={id} of={said.id} />
  ) : (
    <Link to="/log/$index" params={{ index: String(found.data.index) }}>
      {said.entry(found.data.index)}
    </Link>
  );
};
