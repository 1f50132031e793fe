import type { Claim } from '@assent/schema';
import type { ReactNode } from 'react';
import { Facts } from '../elements/Facts.tsx';
import { Identity } from '../elements/Identity.tsx';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Claims.module.css';

const words = inBoth({
  en: {
    uncleared: 'There are people in it who were not asked.',
    nobodySeen: 'Nobody who could be recognised.',
    differ:
      'Not everybody says the same. Each account is shown; where they contradict each other, the work waits until that is settled.',
    nobody: 'Nobody, so far.',
    author: 'Author',
    unknown: 'Not known',
    owner: 'Owner',
    owners: 'Owners',
    people: 'People in it',
  },
  es: {
    uncleared: 'Aparecen personas a las que no se preguntó.',
    nobodySeen: 'Nadie a quien se pueda reconocer.',
    differ:
      'No todo el mundo dice lo mismo. Se muestra cada versión; donde se contradicen, la obra espera hasta que se aclare.',
    nobody: 'A nadie, por ahora.',
    author: 'Creada por',
    unknown: 'No se sabe',
    owner: 'Titular',
    owners: 'Titulares',
    people: 'Personas que aparecen',
  },
});

const Identities = ({ of }: { readonly of: readonly string[] }) => (
  <ul className={styles.identities}>
    {of.map((identity) => (
      <li key={identity}>
        <Identity of={identity} />
      </li>
    ))}
  </ul>
);

const peopleOf = ({ depicts }: Claim, said: (typeof words)['en']): ReactNode => {
  if (depicts === 'uncleared') return said.uncleared;
  if (depicts.length === 0) return said.nobodySeen;
  return <Identities of={depicts.map(({ subject }) => subject)} />;
};

/** What the holders say of who holds what: each different account on its own. */
export const Claims = ({ claims }: { readonly claims: readonly Claim[] }) => {
  const said = useWords(words);
  return (
    <div className={styles.claims}>
      {claims.length > 1 && <p>{said.differ}</p>}
      {claims.length === 0 && <p>{said.nobody}</p>}
      {claims.map((claim) => (
        <Facts
          key={JSON.stringify(claim)}
          facts={[
            [said.author, claim.author === null ? said.unknown : <Identity key="author" of={claim.author} />],
            [claim.owners.length === 1 ? said.owner : said.owners, <Identities key="owners" of={claim.owners} />],
            [said.people, peopleOf(claim, said)],
          ]}
        />
      ))}
    </div>
  );
};
