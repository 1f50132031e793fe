import { nameKind } from '@assent/consent';
import type { EntryDetail } from '../answers.ts';
import type { Statement } from '@assent/schema';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { Facts } from '../elements/Facts.tsx';
import { Fold } from '../elements/Fold.tsx';
import { Hash } from '../elements/Hash.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Moment } from '../elements/Moment.tsx';
import { Notice } from '../elements/Notice.tsx';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { WorksList } from '../elements/WorksList.tsx';
import { EntryProofSection } from '../proof/EntryProofSection.tsx';
import { ProofVerdict } from '../proof/ProofVerdict.tsx';
import { useEntryProof } from '../proof/use-entry-proof.ts';
import { outcomeOf } from '../proof/verify-entry.ts';
import { writeNumber } from '../words/figures.ts';
import { useLanguage } from '../words/language.ts';
import { titleOf } from '../words/statement-words.ts';
import { StatementWords } from './StatementWords.tsx';

const route = getRouteApi('/log/$index');

/** One entry of the log: what it says, and the proof. */
export const StatementPage = () => {
  const { index: written } = route.useParams();
  const index = /^(?:0|[1-9]\d{0,14})$/.test(written) ? Number(written) : undefined;
  const query = useQuery({
    ...api.statements.read.queryOptions({ index: index ?? 0 }),
    enabled: index !== undefined,
    staleTime: 30_000,
  });
  const name = index === undefined ? 'No such entry' : `Entry ${writeNumber(index)}`;
  return (
    <div className="stack">
      <title>{`${query.data === undefined ? '' : `${titleOf(query.data)} · `}${name} · Assent`}</title>
      <div className="page-head">
        {query.data !== undefined && <p className="quiet">{name}</p>}
        <h1>{query.data === undefined ? name : titleOf(query.data)}</h1>
      </div>
      {index === undefined ? (
        <Notice tone="quiet" title="Nothing is recorded here">
          Entries of the log have whole numbers.
        </Notice>
      ) : (
        <Answer query={query} skeleton={<Skeleton lines={16} height={32} />}>
          {(entry) => <Opened entry={entry} />}
        </Answer>
      )}
      <p>
        <Link to="/log">Back to the log</Link>
      </p>
    </div>
  );
};

const standing = ({ live }: EntryDetail): string => (live === true ? 'In force, in whole or in part' : 'Ended');

const Opened = ({ entry }: { readonly entry: EntryDetail }) => {
  const proof = useEntryProof(entry);
  const language = useLanguage();
  // What was signed, once it is known; until then what the server says was signed.
  const statement: Statement =
    proof.data?.statement.ok === true ? proof.data.statement.value.statement : entry.statement;
  return (
    <>
      <ProofVerdict outcome={outcomeOf(proof.data)} />
      <div className="columns">
        <StatementWords statement={statement} />
        <Section title="About this entry">
          <Facts
            facts={[
              ['Kind', nameKind(language, entry.kind)],
              ['Signed by', <Identity key="iss" of={statement.iss} />],
              ['Recorded', <Moment key="at" at={entry.loggedAt} />],
              ...(entry.live === undefined ? [] : [['Now', standing(entry)] as const]),
            ]}
          />
        </Section>
      </div>
      {entry.works !== undefined && entry.kind !== 'release' && <WorksList lines={entry.lines} count={entry.works} />}
      <EntryProofSection proof={proof} />
      <Section title="The bytes">
        <div>
          <Fold title="The statement as JSON">
            <ScrollArea className="bytes" label="The statement as JSON">
              <pre>{JSON.stringify(statement, null, 2)}</pre>
            </ScrollArea>
          </Fold>
          <Fold title="The log entry">
            <p>
              <Hash value={entry.entry} of="the log entry, base64" />
            </p>
          </Fold>
          <Fold title="The checkpoint">
            <ScrollArea className="bytes" label="The checkpoint">
              <pre>{entry.receipt.checkpoint}</pre>
            </ScrollArea>
          </Fold>
        </div>
      </Section>
    </>
  );
};
