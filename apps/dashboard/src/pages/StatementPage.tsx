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
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import { titleOf } from '../words/statement-words.ts';
import { StatementWords } from './StatementWords.tsx';

const route = getRouteApi('/log/$index');

const words = inBoth({
  en: {
    noEntry: 'No such entry',
    entry: (index: number) => `Entry ${writeNumber(index)}`,
    nothing: 'Nothing is recorded here',
    whole: 'Entries of the log have whole numbers.',
    back: 'Back to the log',
    about: 'About this entry',
    kind: 'Kind',
    signedBy: 'Signed by',
    recorded: 'Recorded',
    now: 'Now',
    inForce: 'In force, in whole or in part',
    ended: 'Ended',
    bytes: 'The bytes',
    json: 'The statement as JSON',
    logEntry: 'The log entry',
    base64: 'the log entry, base64',
    checkpoint: 'The checkpoint',
  },
  es: {
    noEntry: 'No existe esa entrada',
    entry: (index) => `Entrada ${writeNumber(index)}`,
    nothing: 'Aquí no hay nada registrado',
    whole: 'Las entradas del registro tienen números enteros.',
    back: 'Volver al registro',
    about: 'Sobre esta entrada',
    kind: 'Clase',
    signedBy: 'Firmada por',
    recorded: 'Registrada',
    now: 'Ahora',
    inForce: 'En vigor, entera o en parte',
    ended: 'Terminada',
    bytes: 'Los bytes',
    json: 'La declaración como JSON',
    logEntry: 'La entrada del registro',
    base64: 'la entrada del registro, en base64',
    checkpoint: 'El punto de control',
  },
});

/** One entry of the log: what it says, and the proof. */
export const StatementPage = () => {
  const said = useWords(words);
  const { index: written } = route.useParams();
  const index = /^(?:0|[1-9]\d{0,14})$/.test(written) ? Number(written) : undefined;
  const query = useQuery({
    ...api.statements.read.queryOptions({ index: index ?? 0 }),
    enabled: index !== undefined,
    staleTime: 30_000,
  });
  const name = index === undefined ? said.noEntry : said.entry(index);
  return (
    <div className="stack">
      <title>{`${query.data === undefined ? '' : `${titleOf(query.data)} · `}${name} · Assent`}</title>
      <div className="page-head">
        {query.data !== undefined && <p className="quiet">{name}</p>}
        <h1>{query.data === undefined ? name : titleOf(query.data)}</h1>
      </div>
      {index === undefined ? (
        <Notice tone="quiet" title={said.nothing}>
          {said.whole}
        </Notice>
      ) : (
        <Answer query={query} skeleton={<Skeleton lines={16} height={32} />}>
          {(entry) => <Opened entry={entry} />}
        </Answer>
      )}
      <p>
        <Link to="/log">{said.back}</Link>
      </p>
    </div>
  );
};

const Opened = ({ entry }: { readonly entry: EntryDetail }) => {
  const said = useWords(words);
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
        <Section title={said.about}>
          <Facts
            facts={[
              [said.kind, nameKind(language, entry.kind)],
              [said.signedBy, <Identity key="iss" of={statement.iss} />],
              [said.recorded, <Moment key="at" at={entry.loggedAt} />],
              ...(entry.live === undefined ? [] : [[said.now, entry.live ? said.inForce : said.ended] as const]),
            ]}
          />
        </Section>
      </div>
      {entry.works !== undefined && entry.kind !== 'release' && <WorksList lines={entry.lines} count={entry.works} />}
      <EntryProofSection proof={proof} />
      <Section title={said.bytes}>
        <div>
          <Fold title={said.json}>
            <ScrollArea className="bytes" label={said.json}>
              <pre>{JSON.stringify(statement, null, 2)}</pre>
            </ScrollArea>
          </Fold>
          <Fold title={said.logEntry}>
            <p>
              <Hash value={entry.entry} of={said.base64} />
            </p>
          </Fold>
          <Fold title={said.checkpoint}>
            <ScrollArea className="bytes" label={said.checkpoint}>
              <pre>{entry.receipt.checkpoint}</pre>
            </ScrollArea>
          </Fold>
        </div>
      </Section>
    </>
  );
};
