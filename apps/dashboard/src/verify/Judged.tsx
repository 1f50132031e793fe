import type { BundleWorker } from './bundle-worker.ts';
import { describePurpose, describeScope, type VerificationReport } from '@assent/consent';
import { codes } from '@assent/schema';
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
import { useLanguage } from '../words/language.ts';
import { CheckList } from './CheckList.tsx';
import { FindingList } from './FindingList.tsx';
import { Freshness } from './Freshness.tsx';
import { checksOf, type Verdict, verdictOf } from './judge.ts';
import styles from './Judged.module.css';
import type { Standing } from './use-verification.ts';
import { describeVerdict, verdictWords } from './verdict-words.ts';

interface Props {
  readonly judged: Standing & { readonly at: 'judged' };
  readonly worker: BundleWorker;
  readonly onAgain: () => void;
}

const icons = { true: CircleCheck, false: CircleX, unjudged: CircleHelp } as const;

/** A bundle's verdict, then why, then each reason down to the bytes. */
export const Judged = ({ judged, worker, onAgain }: Props) => {
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
            Check another bundle
          </Button>
        </div>
      </div>
      {report.errors.length > 0 && (
        <Section title={verdict === 'unjudged' ? 'What is lacking' : 'What is wrong'}>
          <FindingList findings={report.errors} worker={worker} />
        </Section>
      )}
      {report.warnings.length > 0 && <Warnings report={report} />}
      {verdict === 'true' && <About report={report} />}
      <Section title="What was checked">
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
  const Icon = icons[verdict];
  const head = useRef<HTMLHeadingElement>(null);
  // It was waited for: it is what is read next, with the eyes and without.
  useEffect(() => head.current?.focus(), []);
  return (
    <div className={styles.verdict} data-verdict={verdict}>
      <Icon size={48} strokeWidth={1.75} aria-hidden />
      <div>
        <h2 ref={head} tabIndex={-1}>
          {verdictWords[verdict]}
        </h2>
        {manifest !== undefined && (
          <p className={styles.name}>
            <Foreign>{manifest.title}</Foreign>, version {manifest.version}
          </p>
        )}
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </div>
  );
};

const Warnings = ({ report: { warnings } }: { readonly report: VerificationReport }) => (
  <Section title="Worth knowing">
    <ul className={styles.warnings}>
      {warnings.map(({ code, item, detail }) => (
        <li key={`${code} ${item ?? ''} ${detail ?? ''}`}>
          <CircleAlert size={20} aria-hidden />
          <p>{codes[code].sentence}</p>
        </li>
      ))}
    </ul>
  </Section>
);

/** What the dataset is, as far as it was found true. */
const About = ({ report }: { readonly report: VerificationReport }) => {
  const { purpose, scope, counts, iss, reviewBy } = report.manifest!;
  const language = useLanguage();
  return (
    <Section title="What it is">
      <SourceShare counts={sumStrata(counts.strata)} />
      <Facts
        facts={[
          ['Signed by', <Identity key="issuer" of={iss} />],
          ['Made for', <Sentences key="purpose" of={describePurpose(language, purpose)} />],
          ['May be used for', <Sentences key="scope" of={describeScope(language, scope)} />],
          ['As of', <AsOf key="as-of" report={report} />],
          ['To be looked at again by', <Moment key="review" at={reviewBy} />],
        ]}
      />
    </Section>
  );
};

const AsOf = ({ report: { asOf } }: { readonly report: VerificationReport }) => (
  <>
    <Moment at={asOf!.state.at} />, entry {writeNumber(asOf!.state.index)} of the log <Foreign>{asOf!.origin}</Foreign>
  </>
);

const Sentences = ({ of }: { readonly of: readonly string[] }) => (
  <>
    {of.map((sentence) => (
      <p key={sentence}>{sentence}</p>
    ))}
  </>
);
