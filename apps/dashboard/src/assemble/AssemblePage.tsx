import { codes, type Code, type Purpose } from '@assent/schema';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Answer } from '../elements/Answer.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { countOf, writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
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

const words = inBoth({
  en: {
    title: 'Assemble a dataset',
    heading: 'Which works may we use?',
    lead: 'Say what you want them for, first. You see how many works qualify, and of every other one why it does not.',
    purpose: 'Your purpose',
    fall: 'From all works to those that qualify',
    facets: 'What the works that qualify are like',
    parts: 'Parts of your dataset',
    dataset: 'The dataset',
    chosen: 'What would be chosen',
    away: 'Take it away',
    none: 'No works are registered here yet',
    noneWhy: 'As soon as somebody publishes a permission, its works are counted here.',
    since: (entries: number) =>
      `${countOf(entries, 'entry was', 'entries were')} recorded since these works were counted.`,
    again: 'Count again',
  },
  es: {
    title: 'Reunir un conjunto de datos',
    heading: '¿Qué obras podemos usar?',
    lead: 'Di primero para qué las quieres. Ves cuántas obras cumplen y, de cada una de las demás, por qué no.',
    purpose: 'Tu fin',
    fall: 'De todas las obras a las que cumplen',
    facets: 'Cómo son las obras que cumplen',
    parts: 'Partes de tu conjunto de datos',
    dataset: 'El conjunto de datos',
    chosen: 'Qué se elegiría',
    away: 'Llévatelo',
    none: 'Aquí todavía no hay obras registradas',
    noneWhy: 'En cuanto alguien publique un permiso, sus obras se cuentan aquí.',
    since: (entries) =>
      `${entries === 1 ? 'Se ha registrado 1 entrada' : `Se han registrado ${writeNumber(entries)} entradas`} desde que se contaron estas obras.`,
    again: 'Contar de nuevo',
  },
});

/** Which works qualify for my purpose, which do not and why? */
export const AssemblePage = () => {
  const [search] = useChoices();
  const said = useWords(words);
  const trust = useTrust();
  const chosen = readPurpose(search);
  const look: Look | undefined =
    chosen.whole && trust.data !== undefined
      ? { purpose: chosen.purpose, match: readMatch(search), trust: trust.data }
      : undefined;
  const survey = useSurvey(look);
  return (
    <div className="stack">
      <title>{`${said.title} · Assent`}</title>
      <div className="page-head">
        <h1>{said.heading}</h1>
        <p className={styles.lead}>{said.lead}</p>
      </div>
      <DraftBar />
      <CountsAloud chosen={chosen} query={survey} />
      <Section title={said.purpose}>
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
  const said = useWords(words);
  const { survey, size } = surveyed;
  const { why } = search;
  const opened = why === qualifying || isCode(why) ? why : undefined;
  const step = survey.waterfall.find(({ code }) => code === opened);
  if (survey.works === 0 && search.tags === undefined) return <Nothing />;
  return (
    <>
      <Section title={said.fall}>
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
      <Section title={said.facets}>
        <Facets survey={survey} />
      </Section>
      <Section title={said.parts}>
        <Strata eligible={survey.eligible} />
      </Section>
      <Section title={said.dataset}>
        <Draw />
      </Section>
      <Outcome purpose={look.purpose} trust={look.trust} />
    </>
  );
};

const Outcome = ({ purpose, trust }: Pick<Look, 'trust'> & { readonly purpose: Purpose }) => {
  const [search] = useChoices();
  const said = useWords(words);
  const preview = usePreview();
  const specified = readSpecification(search, purpose);
  return (
    <>
      <Section title={said.chosen}>
        <Preview specified={specified} trust={trust} preview={preview} />
      </Section>
      {specified.whole && (
        <Section title={said.away}>
          <TakeAway specification={specified.specification} trust={trust} />
        </Section>
      )}
      {specified.whole && <ReleasePanel specification={specified.specification} trust={trust} />}
    </>
  );
};

const Nothing = () => {
  const said = useWords(words);
  return (
    <Notice tone="quiet" title={said.none}>
      {said.noneWhy}
    </Notice>
  );
};

/** Says that the log has grown since the works were counted. What is shown stays until somebody asks for more. */
const Stale = ({ size }: { readonly size: number }) => {
  const said = useWords(words);
  const since = useEntriesSince(size);
  const cache = useQueryClient();
  return (
    <output className={styles.stale}>
      {since > 0 && (
        <>
          <span>{said.since(since)}</span>
          <Button className="button" onPress={() => void cache.invalidateQueries({ queryKey: surveyKey })}>
            {said.again}
          </Button>
        </>
      )}
    </output>
  );
};
