import { Button } from 'react-aria-components';
import { Foreign } from '../elements/Foreign.tsx';
import { Moment } from '../elements/Moment.tsx';
import { Section } from '../elements/Section.tsx';
import form from '../keys/Form.module.css';
import type { Draft } from '../keys/store.ts';
import { countOf } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import type { Party } from './claim.ts';
import { putAway } from './drafts.ts';

const words = inBoth({
  en: {
    title: 'Waiting for others',
    works: (works: number) => countOf(works, 'work'),
    changed: 'last changed',
    signed: (who: string) => `${who} signed.`,
    refused: (who: string) => `${who} does not agree.`,
    notMe: (who: string) => `${who} says that it is not them.`,
    waiting: (who: string) => `${who} has not answered yet.`,
    somebody: 'Somebody',
    goOn: 'Go on',
    away: 'Put away',
  },
  es: {
    title: 'A la espera de otras personas',
    works: (works) => countOf(works, 'obra'),
    changed: 'último cambio',
    signed: (who) => `${who} ha firmado.`,
    refused: (who) => `${who} no está de acuerdo.`,
    notMe: (who) => `${who} dice que no es quien aparece.`,
    waiting: (who) => `${who} no ha respondido todavía.`,
    somebody: 'Alguien',
    goOn: 'Seguir',
    away: 'Descartar',
  },
});

/** Who was asked: the people where there are any, and the owner where it is somebody else. */
const asked = ({ claim }: Draft): Party[] =>
  [...(claim.people === 'named' ? claim.parties : []), ...(claim.owner === 'client' ? [claim.client] : [])].filter(
    ({ invitation }) => invitation !== undefined,
  );

/** Works that cannot be signed yet, because somebody was asked. */
export const Waiting = ({
  drafts,
  onGoOn,
}: {
  readonly drafts: readonly Draft[];
  readonly onGoOn: (draft: Draft) => void;
}) => {
  const said = useWords(words);
  return drafts.length === 0 ? null : (
    <Section title={said.title}>
      <ul className={form.keys} aria-label={said.title}>
        {drafts.map((draft) => (
          <li key={draft.id}>
            <div>
              <p>
                <strong>{said.works(draft.works.length)}</strong>{' '}
                <span className="quiet small">
                  {said.changed} <Moment at={draft.changedAt / 1000} />
                </span>
              </p>
              {asked(draft).map((party) => (
                <p key={party.id}>
                  <Foreign>{said[party.said ?? 'waiting'](party.label || said.somebody)}</Foreign>
                </p>
              ))}
            </div>
            <div className={form.actions}>
              <Button className="button" onPress={() => onGoOn(draft)}>
                {said.goOn}
              </Button>
              <Button className="button" onPress={() => void putAway(draft.id)}>
                {said.away}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
};
