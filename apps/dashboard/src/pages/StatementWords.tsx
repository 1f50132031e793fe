import { describeStatement, readNotice } from '@assent/consent';
import type { Statement } from '@assent/schema';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Foreign } from '../elements/Foreign.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Section } from '../elements/Section.tsx';
import { writeNumber } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import styles from './StatementWords.module.css';

const words = inBoth({
  en: {
    title: 'What it says',
    unknownText:
      'The signer was shown a text that this page does not know. These are the terms that they signed, in our words.',
    knownText: 'This is the text that the signer was shown.',
    youAndThey: '“You” is the signer, “they” are those who use the works.',
    takesBack: 'What it takes back',
    plan: 'The plan it carries out',
    checked: 'Checked',
    found: ', found to be ',
    dataset: 'Dataset',
    asOf: 'The state it is as of',
    entry: (index: number) => `entry ${writeNumber(index)}`,
  },
  es: {
    title: 'Qué dice',
    unknownText:
      'A quien firmó se le mostró un texto que esta página no conoce. Estas son las condiciones que firmó, con nuestras palabras.',
    knownText: 'Este es el texto que se le mostró a quien firmó.',
    youAndThey: '«Tú» es quien firma; los demás son quienes usan las obras.',
    takesBack: 'Lo que retira',
    plan: 'El plan que lleva a cabo',
    checked: 'Se comprobó',
    found: ', que resultó ser ',
    dataset: 'Conjunto de datos',
    asOf: 'El estado en el que se basa',
    entry: (index) => `entrada ${writeNumber(index)}`,
  },
});

/** What a statement says. The words of a permission are those that its signer read, and stand as a quotation. */
export const StatementWords = ({ statement }: { readonly statement: Statement }) => {
  const language = useLanguage();
  const said = useWords(words);
  const shown = statement.kind === 'grant' ? readNotice(statement) : undefined;
  const sentences = shown ?? describeStatement(language, statement);
  return (
    <Section title={said.title}>
      {statement.kind === 'grant' ? (
        <>
          <p className="quiet">
            {shown === undefined ? said.unknownText : said.knownText} {said.youAndThey}
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
  const said = useWords(words);
  switch (statement.kind) {
    case 'withdraw':
      return <Referred id={statement.statement} label={said.takesBack} />;
    case 'synthetic':
      return <Referred id={statement.plan} label={said.plan} />;
    case 'attest':
      return (
        <p>
          {said.checked}: <Identity of={statement.subject} />
          {statement.claim !== undefined && (
            <>
              {said.found}
              <Foreign>{statement.claim}</Foreign>
            </>
          )}
        </p>
      );
    case 'release':
      return (
        <p>
          {said.dataset}: <Foreign>{statement.dataset}</Foreign>. {said.asOf}:{' '}
          <Link to="/log/$index" params={{ index: String(statement.state) }}>
            {said.entry(statement.state)}
          </Link>
          .
        </p>
      );
    default:
      return null;
  }
};

const Referred = ({ id, label }: { readonly id: string; readonly label: string }) => {
  const said = useWords(words);
  const found = useQuery({ ...api.statements.find.queryOptions({ id }), staleTime: Infinity });
  return (
    <p>
      {label}:{' '}
      {found.data === undefined ? (
        <code>{id}</code>
      ) : (
        <Link to="/log/$index" params={{ index: String(found.data.index) }}>
          {said.entry(found.data.index)}
        </Link>
      )}
    </p>
  );
};
