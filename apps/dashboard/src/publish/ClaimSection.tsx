import { UserPlus } from 'lucide-react';
import { Button, Label, RadioGroup } from 'react-aria-components';
import { Section } from '../elements/Section.tsx';
import form from '../keys/Form.module.css';
import { Option } from '../keys/Tick.tsx';
import { inBoth, useWords } from '../words/language.ts';
import { newParty, type WrittenClaim } from './claim.ts';
import { Details } from './Details.tsx';
import type { InviteContext } from './Inviting.tsx';
import { PartyForm } from './PartyForm.tsx';
import styles from './Publish.module.css';

const words = inBoth({
  en: {
    title: '2. Who is concerned',
    people: 'Can somebody be recognised in them, by looks or voice?',
    nobody: 'Nobody',
    notAsked: 'Yes, and they were not asked. Nothing can be done with them until they are.',
    named: 'Yes, and I name them. Each of them signs for themself.',
    parties: 'People in them',
    add: 'Add a person',
    owner: 'You made them. Who owns the rights?',
    me: 'I do',
    client: 'Somebody else, such as a client. They have to agree too.',
    ownerIdentity: 'The owner',
  },
  es: {
    title: '2. A quién afecta',
    people: '¿Se puede reconocer a alguien en ellas, por su aspecto o su voz?',
    nobody: 'A nadie',
    notAsked: 'Sí, y no se le ha preguntado. Hasta entonces no se puede hacer nada con ellas.',
    named: 'Sí, y digo quiénes son. Cada una de esas personas firma por sí misma.',
    parties: 'Personas que aparecen',
    add: 'Añadir a una persona',
    owner: 'Las hiciste tú. ¿De quién son los derechos?',
    me: 'Míos',
    client: 'De otra persona o entidad, como un cliente. También tiene que estar de acuerdo.',
    ownerIdentity: 'El titular',
  },
});

interface Props {
  readonly claim: WrittenClaim;
  readonly context: InviteContext;
  readonly onChange: (change: Partial<WrittenClaim>) => void;
}

/** Who is in the works, and who owns them: nobody can sign for somebody else. */
export const ClaimSection = ({ claim, context, onChange }: Props) => {
  const said = useWords(words);
  return (
    <Section title={said.title}>
      <div className={styles.groups}>
        <RadioGroup
          className={styles.group!}
          value={claim.people ?? null}
          onChange={(people) => onChange({ people: people as WrittenClaim['people'] & string })}
        >
          <Label className={styles.label!}>{said.people}</Label>
          <div className={form.choices}>
            <Option value="nobody">{said.nobody}</Option>
            <Option value="notAsked">{said.notAsked}</Option>
            <Option value="named">{said.named}</Option>
          </div>
        </RadioGroup>
        {claim.people === 'named' && (
          <>
            <ul className={styles.parties} aria-label={said.parties}>
              {claim.parties.map((party) => (
                <PartyForm
                  key={party.id}
                  party={party}
                  as="person"
                  context={context}
                  onChange={(next) =>
                    onChange({ parties: claim.parties.map((one) => (one.id === party.id ? next : one)) })
                  }
                  onRemove={
                    claim.parties.length === 1
                      ? undefined
                      : () => onChange({ parties: claim.parties.filter(({ id }) => id !== party.id) })
                  }
                />
              ))}
            </ul>
            <div>
              <Button
                className="button"
                isDisabled={claim.parties.length >= 64}
                onPress={() => onChange({ parties: [...claim.parties, newParty()] })}
              >
                <UserPlus size={16} aria-hidden />
                {said.add}
              </Button>
            </div>
          </>
        )}
        <RadioGroup
          className={styles.group!}
          value={claim.owner}
          onChange={(owner) => onChange({ owner: owner as WrittenClaim['owner'] })}
        >
          <Label className={styles.label!}>{said.owner}</Label>
          <div className={form.choices}>
            <Option value="me">{said.me}</Option>
            <Option value="client">{said.client}</Option>
          </div>
        </RadioGroup>
        {claim.owner === 'client' && (
          <ul className={styles.parties} aria-label={said.ownerIdentity}>
            <PartyForm
              party={claim.client}
              as="client"
              context={context}
              onChange={(client) => onChange({ client })}
              onRemove={undefined}
            />
          </ul>
        )}
        <Details claim={claim} works={context.works} onChange={onChange} />
      </div>
    </Section>
  );
};
