import { codes, type Code, type Purpose } from '@assent/schema';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Answer } from '../elements/Answer.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { countOf } from '../words/figures.ts';
import styles from './AssemblePage.module.css';
import { Counts, CountsAloud, CountsAtFoot } from './Counts.tsx';
import { Draw } from './Draw.tsx';
import { Facets } from './Facets.tsx';
import { readMatch } from './match-choices.ts';
import { Preview } from './Preview.tsx';
import { readPurpose } from './purpose-choices.ts';
import { PurposeForm } from './PurposeForm.tsx';
import { readSpecification } from './specification-choices.ts';
import { Strata } from './Strata.tsx';
import { TakeAway } from './TakeAway.tsx';
import { useChoices } from './use-choices.ts';
import { usePreview } from './use-preview.ts';
import { type Look, surveyKey, useEntriesSince, useSurvey, useTrust, type Surveyed } from './use-survey.ts';
import { Waterfall, qualifying } from './Waterfall.tsx';
import { WhatIfList } from './WhatIfList.tsx';
import { ReleasePanel } from '../teams/ReleasePanel.tsx';
import { DraftBar } from '../teams/DraftBar.tsx';
import { WorksFor } from './WorksFor.tsx';

/** Which works qualify for my purpose, which do not and why? */
export const AssemblePage = () => {
  const [search] = useChoices();
  const trust = useTrust();
  const chosen = readPurpose(search);
  const look: Look | undefined =
    chosen.whole && trust.data !== undefined
      ? { purpose: chosen.purpose, match: readMatch(search), trust: trust.data }
      : undefined;
  const survey = useSurvey(look);
  return (
    <div className="stack">
      <title>Assemble a dataset · Assent</title>
      <div className="page-head">
        <h1>Which works may we use?</h1>
        <p className={styles.lead}>
          Say what you want them for, first. You see how many works qualify, and of every other one why it does not.
        </p>
      </div>
      <DraftBar />
      <CountsAloud chosen={chosen} query={survey} />
      <Section title="Your purpose">
        <div className={styles.purpose}>
          <div>
            <PurposeForm />
            <CountsAtFoot chosen={chosen} query={survey} />
          </div>
          <div>
            <Counts
              chosen={chosen}
              query={survey}
              failure={trust.error ?? survey.error}
              onRetry={() => void (trust.error === null ? survey.refetch() : trust.refetch())}
            />
          </div>
        </div>
      </Section>
      {look !== undefined && (
        <Answer query={survey} skeleton={<Skeleton lines={8} height={48} />}>
          {(surveyed) => <Looked look={look} surveyed={surveyed} isBefore={survey.isPlaceholderData} />}
        </Answer>
      )}
    </div>
  );
};

const isCode = (text: string | undefined): text is Code => text !== undefined && text in codes;

const Looked = ({
  look,
  surveyed,
  isBefore,
}: {
  readonly look: Look;
  readonly surveyed: Surveyed;
  readonly isBefore: boolean;
}) => {
  const [search, choose] = useChoices();
  const { survey, size } = surveyed;
  const { why } = search;
  const opened = why === qualifying || isCode(why) ? why : undefined;
  const step = survey.waterfall.find(({ code }) => code === opened);
  if (survey.works === 0 && search.tags === undefined) return <Nothing />;
  return (
    <>
      <Section title="From all works to those that qualify">
        <Stale size={size} />
        <div className={styles.fall}>
          <Waterfall survey={survey} opened={opened} onOpen={(next) => choose({ why: next })} />
          <WhatIfList purpose={look.purpose} surveyed={surveyed} />
        </div>
        {opened !== undefined && !isBefore && (
          <WorksFor
            key={opened}
            look={look}
            code={opened === qualifying ? undefined : opened}
            counted={opened === qualifying ? survey.eligible : (step?.works ?? 0)}
            size={size}
          />
        )}
      </Section>
      <Section title="What the works that qualify are like">
        <Facets survey={survey} />
      </Section>
      <Section title="Parts of your dataset">
        <Strata eligible={survey.eligible} />
      </Section>
      <Section title="The dataset">
        <Draw />
      </Section>
      <Outcome purpose={look.purpose} trust={look.trust} />
    </>
  );
};

const Outcome = ({ purpose, trust }: Pick<Look, 'trust'> & { readonly purpose: Purpose }) => {
  const [search] = useChoices();
  const preview = usePreview();
  const specified = readSpecification(search, purpose);
  return (
    <>
      <Section title="What would be chosen">
        <Preview specified={specified} trust={trust} preview={preview} />
      </Section>
      {specified.whole && (
        <Section title="Take it away">
          <TakeAway specification={specified.specification} trust={trust} />
        </Section>
      )}
      {specified.whole && <ReleasePanel specification={specified.specification} trust={trust} />}
    </>
  );
};

const Nothing = () => (
  <Notice tone="quiet" title="No works are registered here yet">
    As soon as somebody publishes a permission, its works are counted here.
  </Notice>
);

/** Says that the log has grown since the works were counted. What is shown stays until somebody asks for more. */
const Stale = ({ size }: { readonly size: number }) => {
  const since = useEntriesSince(size);
  const cache = useQueryClient();
  return (
    <output className={styles.stale}>
      {since > 0 && (
        <>
          <span>{countOf(since, 'entry was', 'entries were')} recorded since these works were counted.</span>
          <Button className="button" onPress={() => void cache.invalidateQueries({ queryKey: surveyKey })}>
            Count again
          </Button>
        </>
      )}
    </output>
  );
};
