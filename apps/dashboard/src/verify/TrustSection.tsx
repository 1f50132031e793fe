import type { Trust } from '@assent/schema';
import { Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Fold } from '../elements/Fold.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { inBoth, useWords } from '../words/language.ts';
import { AddTrust } from './AddTrust.tsx';
import { LogKey } from './LogKey.tsx';
import type { OpenedBundle } from './messages.ts';
import { Review } from './Review.tsx';
import { type Proposal, withKey, withoutKey } from './trust-policy.ts';
import { describeTrust, trustWords } from './trust-words.ts';
import styles from './TrustSection.module.css';

const words = inBoth({
  en: {
    title: 'Whom you trust',
    policyTrusted: 'The policy is trusted now.',
    trusted: (origin: string) => `${origin} is trusted now.`,
    untrusted: (origin: string) => `${origin} is no longer trusted.`,
    unchanged: 'Nothing was changed.',
    nobody: 'You trust nobody yet',
    why: 'A dataset is checked against the key of the log that its permissions are recorded in. Get that key from somebody you believe: who runs the registry, your own organisation, a colleague who checked it before. It is kept in this browser.',
    remove: 'Remove',
    another: 'Trust another key, or another policy',
  },
  es: {
    title: 'En quién confías',
    policyTrusted: 'Ahora confías en estas reglas.',
    trusted: (origin) => `Ahora confías en ${origin}.`,
    untrusted: (origin) => `Ya no confías en ${origin}.`,
    unchanged: 'No se ha cambiado nada.',
    nobody: 'Todavía no confías en nadie',
    why: 'Un conjunto de datos se comprueba con la clave del registro en el que están sus permisos. Consigue esa clave de alguien en quien creas: quien lleva el registro, tu propia organización, una compañera que ya la comprobó. Se guarda en este navegador.',
    remove: 'Quitar',
    another: 'Confiar en otra clave, o en otras reglas',
  },
});

interface Props {
  readonly trust: Trust;
  readonly onChange: (trust: Trust) => void;
  /** A bundle that waits for somebody to be trusted. */
  readonly wanted: OpenedBundle | undefined;
}

/** Whom the person at this browser trusts. Nobody is trusted unless they say so here. */
export const TrustSection = ({ trust, onChange, wanted }: Props) => {
  const said = useWords(words);
  const sentences = useWords(trustWords);
  const [proposal, setProposal] = useState<Proposal>();
  const [news, setNews] = useState('');
  const place = useRef<HTMLDivElement>(null);
  /** What was pressed goes away with what it did: the reading place goes to what is trusted now. */
  const settle = (sentence: string) => {
    setNews(sentence);
    setProposal(undefined);
    place.current?.focus({ preventScroll: true });
  };
  const agree = (vouches: boolean) => {
    if (proposal === undefined) return;
    onChange(proposal.kind === 'policy' ? proposal.trust : withKey(trust, proposal.origin, proposal.key, vouches));
    settle(proposal.kind === 'policy' ? said.policyTrusted : said.trusted(proposal.origin));
  };
  const remove = (origin: string, key: string) => {
    onChange(withoutKey(trust, key));
    settle(said.untrusted(origin));
  };
  const isEmpty = trust.logs.length === 0;
  const adding = proposal === undefined && <AddTrust onProposal={setProposal} />;
  return (
    <Section title={said.title}>
      <output className="visually-hidden">{news}</output>
      <div ref={place} tabIndex={-1} className={styles.trusted}>
        {isEmpty ? (
          <Notice tone="quiet" title={said.nobody}>
            {said.why}
          </Notice>
        ) : (
          <>
            <ul className={styles.keys}>
              {trust.logs.map(({ origin, key }) => (
                <li key={key}>
                  <LogKey origin={origin} logKey={key} />
                  <Button
                    className="button"
                    onPress={() => remove(origin, key)}
                    aria-label={`${said.remove} ${origin}`}
                  >
                    <Trash2 size={16} aria-hidden />
                    {said.remove}
                  </Button>
                </li>
              ))}
            </ul>
            <ul className={styles.sentences}>
              {describeTrust(trust, sentences).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      {proposal !== undefined && (
        <Review
          proposal={proposal}
          replaces={proposal.kind === 'policy' && !isEmpty}
          onAgree={agree}
          onCancel={() => settle(said.unchanged)}
        />
      )}
      {isEmpty || wanted !== undefined ? adding : adding && <Fold title={said.another}>{adding}</Fold>}
    </Section>
  );
};
