import type { BundleWorker } from './bundle-worker.ts';
import { describeCode, describePurpose, describeScope, type VerificationReport } from '@assent/consent';
import { CircleAlert, CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { Button } from 'react-aria-components';
import { Facts } from '../elements/Facts.tsx';
import { Foreign } from '../elements/Foreign.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Moment } from '../elements/Moment.tsx';
import { Section } from '../elements/Section.tsx';
import { SourceShare, sumStrata } from '../elements/SourceShare.tsx';
import { writeNumber } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import { CheckList } from './CheckList.tsx';
import { FindingList } from './FindingList.tsx';
import { Freshness } from './Freshness.tsx';
import { checksOf, type Verdict, verdictOf } from './judge.ts';
import styles from './Judged.module.css';
import type { Standing } from './use-verification.ts';
import { describeVerdict, verdictWords } from './verdict-words.ts';

const words = inBoth({
  en: {
    another: 'Check another bundle',
    lacking: 'What is lacking',
    wrong: 'What is wrong',
    checked: 'What was checked',
    version: 'version',
    worthKnowing: 'Worth knowing',
    about: 'What it is',
    signedBy: 'Signed by',
    madeFor: 'Made for',
    usedFor: 'May be used for',
    asOf: 'As of',
    entryOf: (index: number) => `, entry ${writeNumber(index)} of the log `,
    review: 'To be looked at again by',
  },
  es: {
    another: 'Comprobar otro paquete',
    lacking: 'Qué falta',
    wrong: 'Qué está mal',
    checked: 'Qué se ha comprobado',
    version: 'versión',
    worthKnowing: 'Conviene saber',
    about: 'Qué es',
    signedBy: 'Firmado por',
    madeFor: 'Hecho para',
    usedFor: 'Se puede usar para',
    asOf: 'A fecha de',
    entryOf: (index) => `, entrada ${writeNumber(index)} del registro `,
    review: 'Se debe volver a mirar antes del',
  },
});

interface Props {
  readonly judged: Standing & { readonly at: 'judged' };
  readonly worker: BundleWorker;
  readonly onAgain: () => void;
}

const icons = { true: CircleCheck, false: CircleX, unjudged: CircleHelp } as const;

/** A bundle's verdict, then why, then each reason down to the bytes. */
export const Judged = ({ judged, worker, onAgain }: Props) => {
  const said = useWords(words);
  const { verified, trust } = judged;
  const { report } = verified;
  const verdict = verdictOf(report);
  const checks = useMemo(() => checksOf(verified), [verified]);
  return (
    <>
      <div>
        <VerdictHead verdict={verdict} report={report} sentences={describeVerdict(verdict, report, trust)} />
        <div className={styles.again}>
          <Button className="button" onPress={onAgain}>
            {said.another}
          </Button>
        </div>
      </div>
      {report.errors.length > 0 && (
        <Section title={verdict === 'unjudged' ? said.lacking : said.wrong}>
          <FindingList findings={report.errors} worker={worker} />
        </Section>
      )}
      {report.warnings.length > 0 && <Warnings report={report} />}
      {verdict === 'true' && <About report={report} />}
      <Section title={said.checked}>
        <CheckList checks={checks} verified={verified} trust={trust} worker={worker} />
      </Section>
      {verdict === 'true' && <Freshness manifest={report.manifest!} trust={trust} worker={worker} />}
    </>
  );
};

const VerdictHead = ({
  verdict,
  report: { manifest },
  sentences,
}: {
  readonly verdict: Verdict;
  readonly report: VerificationReport;
  readonly sentences: readonly string[];
}) => {
  const said = useWords(words);
  const named = useWords(verdictWords);
  const Icon = icons[verdict];
  const head = useRef<HTMLHeadingElement>(null);
  // It was waited for: it is what is read next, with the eyes and without.
  useEffect(() => head.current?.focus(), []);
  return (
    <div className={styles.verdict} data-verdict={verdict}>
      <Icon size={48} strokeWidth={1.75} aria-hidden />
      <div>
        <h2 ref={head} tabIndex={-1}>
          {named[verdict]}
        </h2>
        {manifest !== undefined && (
          <p className={styles.name}>
            <Foreign>{manifest.title}</Foreign>, {said.version} {manifest.version}
          </p>
        )}
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </div>
  );
};

const Warnings = ({ report: { warnings } }: { readonly report: VerificationReport }) => {
  const said = useWords(words);
  const language = useLanguage();
  return (
    <Section title={said.worthKnowing}>
      <ul className={styles.warnings}>
        {warnings.map(({ code, item, detail }) => (
          <li key={`${code} ${item ?? ''} ${detail ?? ''}`}>
            <CircleAlert size={20} aria-hidden />
            <p>{describeCode(language, code)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
};

/** What the dataset is, as far as it was found true. */
const About = ({ report }: { readonly report: VerificationReport }) => {
  const { purpose, scope, counts, iss, reviewBy } = report.manifest!;
  const language = useLanguage();
  const said = useWords(words);
  return (
    <Section title={said.about}>
      <SourceShare counts={sumStrata(counts.strata)} />
      <Facts
        facts={[
          [said.signedBy, <Identity key="issuer" of={iss} />],
          [said.madeFor, <Sentences key="purpose" of={describePurpose(language, purpose)} />],
          [said.usedFor, <Sentences key="scope" of={describeScope(language, scope)} />],
          [said.asOf, <AsOf key="as-of" report={report} />],
          [said.review, <Moment key="review" at={reviewBy} />],
        ]}
      />
    </Section>
  );
};

const AsOf = ({ report: { asOf } }: { readonly report: VerificationReport }) => (
  <>
    <Moment at={asOf!.state.at} />
    {useWords(words).entryOf(asOf!.state.index)}
    <Foreign>{asOf!.origin}</Foreign>
  </>
);

const Sentences = ({ of }: { readonly of: readonly string[] }) => (
  <>
    {of.map((sentence) => (
      <p key={sentence}>{sentence}</p>
    ))}
  </>
);
