import { CircleCheck, CircleDashed, CircleX, Mail, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import form from '../keys/Form.module.css';
import { Tick } from '../keys/Tick.tsx';
import { NameWarning } from '../elements/NameWarning.tsx';
import { inBoth, useWords } from '../words/language.ts';
import type { Party } from './claim.ts';
import { Inviting, type InviteContext } from './Inviting.tsx';

const words = inBoth({
  en: {
    label: 'Who it is (for you alone)',
    minor: 'A child. A guardian signs in their place.',
    identity: 'Their identity, if they gave it to you',
    invite: 'Invite by a link…',
    again: 'Invite again…',
    remove: (label: string) => `Take out ${label}`,
    somebody: 'this person',
    waiting: 'Invited. When their answer comes, open its link in this browser.',
    signed: 'They signed, and the log has it.',
    refused: 'They do not agree. Take these works out, or say that people in them were not asked.',
    notMe: 'They say that it is not them.',
    notYet: 'The works have to be read first, and what you allow has to be chosen.',
    peopleFirst: 'First settle who is in the works: the owner signs that too.',
  },
  es: {
    label: 'Quién es (solo para ti)',
    minor: 'Es menor. En su lugar firma quien ejerce su tutela.',
    identity: 'Su identidad, si te la ha dado',
    invite: 'Invitar con un enlace…',
    again: 'Invitar otra vez…',
    remove: (label) => `Quitar a ${label}`,
    somebody: 'esta persona',
    waiting: 'Invitación hecha. Cuando llegue su respuesta, abre su enlace en este navegador.',
    signed: 'Ha firmado, y está en el registro.',
    refused: 'No está de acuerdo. Quita estas obras, o di que no se preguntó a las personas que aparecen.',
    notMe: 'Dice que no es quien aparece.',
    notYet: 'Primero hay que leer las obras y elegir qué permites.',
    peopleFirst: 'Primero di quién aparece en las obras: el titular firma eso también.',
  },
});

const icons = { signed: CircleCheck, refused: CircleX, notMe: CircleX } as const;

interface Props {
  readonly party: Party;
  readonly as: 'client' | 'person';
  readonly context: InviteContext;
  readonly onChange: (party: Party) => void;
  readonly onRemove: (() => void) | undefined;
}

/** One person concerned: named by an identity that they gave, or asked by a link, and what they answered. */
export const PartyForm = ({ party, as, context, onChange, onRemove }: Props) => {
  const said = useWords(words);
  const [isInviting, setInviting] = useState(false);
  const answer = party.said ?? (party.invitation === undefined ? undefined : 'waiting');
  const Icon = party.said === undefined ? CircleDashed : icons[party.said];
  const lack =
    context.works.length === 0
      ? 'notYet'
      : as === 'client' && context.depicts === undefined
        ? 'peopleFirst'
        : undefined;
  return (
    <li className={form.party}>
      <TextField
        className={form.field!}
        value={party.label}
        maxLength={100}
        onChange={(label) => onChange({ ...party, label })}
      >
        <Label>{said.label}</Label>
        <Input className={form.input!} autoComplete="off" />
      </TextField>
      <NameWarning of={party.label} />
      {as === 'person' && (
        <Tick isSelected={party.minor} onChange={(minor) => onChange({ ...party, minor })}>
          {said.minor}
        </Tick>
      )}
      <TextField
        className={form.field!}
        value={party.identity}
        maxLength={120}
        onChange={(identity) => onChange({ id: party.id, label: party.label, minor: party.minor, identity })}
      >
        <Label>{said.identity}</Label>
        <Input className={form.input!} spellCheck="false" autoComplete="off" />
      </TextField>
      <output className={form.standing} data-said={party.said}>
        {answer !== undefined && <Icon size={20} aria-hidden />}
        {answer !== undefined && said[answer]}
      </output>
      {isInviting && lack === undefined ? (
        <Inviting
          party={party}
          as={as}
          context={context}
          onInvited={(invitation) =>
            onChange({ id: party.id, label: party.label, minor: party.minor, identity: '', invitation })
          }
        />
      ) : (
        <div className={form.actions}>
          <Button className="button" isDisabled={lack !== undefined} onPress={() => setInviting(true)}>
            <Mail size={16} aria-hidden />
            {party.invitation === undefined ? said.invite : said.again}
          </Button>
          {onRemove !== undefined && (
            <Button className="button" aria-label={said.remove(party.label || said.somebody)} onPress={onRemove}>
              <Trash2 size={16} aria-hidden />
            </Button>
          )}
          {lack !== undefined && <span className="quiet small">{said[lack]}</span>}
        </div>
      )}
    </li>
  );
};
