import { describeStatement, readNotice } from '@assent/consent';
import type { Statement } from '@assent/schema';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Foreign } from '../elements/Foreign.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Section } from '../elements/Section.tsx';
import { writeNumber } from '../words/figures.ts';
import { useLanguage } from '../words/language.ts';
import styles from './StatementWords.module.css';

/** What a statement says. The words of a permission are those that its signer read, and stand as a quotation. */
export const StatementWords = ({ statement }: { readonly statement: Statement }) => {
  const language = useLanguage();
  const shown = statement.kind === 'grant' ? readNotice(statement) : undefined;
  const sentences = shown ?? describeStatement(language, statement);
  return (
    <Section title="What it says">
      {statement.kind === 'grant' ? (
        <>
          <p className="quiet">
            {shown === undefined
              ? 'The signer was shown a text that this page does not know. These are the terms that they signed, in our words.'
              : 'This is the text that the signer was shown.'}{' '}
            “You” is the signer, “they” are those who use the works.
          </p>
          <blockquote className={styles.signed} lang={statement.notice.language}>
            {sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </blockquote>
        </>
      ) : (
        <div className={styles.told}>
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <About statement={statement} />
        </div>
      )}
    </Section>
  );
};

/** What a statement is about, as a way to go there. */
const About = ({ statement }: { readonly statement: Statement }) => {
  switch (statement.kind) {
    case 'withdraw':
      return <Referred id={statement.statement} words="What it takes back" />;
    case 'synthetic':
      return <Referred id={statement.plan} words="The plan it carries out" />;
    case 'attest':
      return (
        <p>
          Checked: <Identity of={statement.subject} />
          {statement.claim !== undefined && (
            <>
              , found to be <Foreign>{statement.claim}</Foreign>
            </>
          )}
        </p>
      );
    case 'release':
      return (
        <p>
          Dataset: <Foreign>{statement.dataset}</Foreign>. The state it is as of:{' '}
          <Link to="/log/$index" params={{ index: String(statement.state) }}>
            entry {writeNumber(statement.state)}
          </Link>
          .
        </p>
      );
    default:
      return null;
  }
};

const Referred = ({ id, words }: { readonly id: string; readonly words: string }) => {
  const found = useQuery({ ...api.statements.find.queryOptions({ id }), staleTime: Infinity });
  return (
    <p>
      {words}:{' '}
      {found.data === undefined ? (
        <code>{id}</code>
      ) : (
        <Link to="/log/$index" params={{ index: String(found.data.index) }}>
          entry {writeNumber(found.data.index)}
        </Link>
      )}
    </p>
  );
};
