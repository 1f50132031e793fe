import { Input, Label, RadioGroup, Text, TextArea, TextField } from 'react-aria-components';
import { Section } from '../elements/Section.tsx';
import form from '../keys/Form.module.css';
import { Option } from '../keys/Tick.tsx';
import { inBoth, useWords } from '../words/language.ts';
import type { WrittenClaim } from './claim.ts';
import styles from './Publish.module.css';

const words = inBoth({
  en: {
    title: '2. Who is concerned',
    people: 'Can somebody be recognised in them, by looks or voice?',
    nobody: 'Nobody',
    notAsked: 'Yes, and they were not asked. Nothing can be done with them until they are.',
    named: 'Yes, and I name them. Each of them signs for themself.',
    adults: 'Identities of adults in them, one a line',
    minors: 'Identities of children in them: a guardian signs for each',
    owner: 'You made them. Who owns the rights?',
    me: 'I do',
    client: 'Somebody else, such as a client. They have to agree too.',
    ownerIdentity: 'The owner’s identity',
    credit: 'The name to credit (optional, and public)',
    creditHint: 'It stands in the public log beside each work.',
  },
  es: {
    title: '2. A quién afecta',
    people: '¿Se puede reconocer a alguien en ellas, por su aspecto o su voz?',
    nobody: 'A nadie',
    notAsked: 'Sí, y no se le ha preguntado. Hasta entonces no se puede hacer nada con ellas.',
    named: 'Sí, y digo quiénes son. Cada una de esas personas firma por sí misma.',
    adults: 'Identidades de las personas adultas que aparecen, una por línea',
    minors: 'Identidades de los menores que aparecen: por cada uno firma quien ejerce su tutela',
    owner: 'Las hiciste tú. ¿De quién son los derechos?',
    me: 'Míos',
    client: 'De otra persona o entidad, como un cliente. También tiene que estar de acuerdo.',
    ownerIdentity: 'La identidad del titular',
    credit: 'El nombre que hay que citar (opcional, y público)',
    creditHint: 'Está en el registro público junto a cada obra.',
  },
});

interface Props {
  readonly claim: WrittenClaim;
  readonly onChange: (change: Partial<WrittenClaim>) => void;
}

const Identities = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) => (
  <TextField className={styles.field!} value={value} onChange={onChange}>
    <Label className={styles.label!}>{label}</Label>
    <TextArea className={styles.area!} rows={2} spellCheck="false" autoComplete="off" />
  </TextField>
);

/** Who is in the works, and who owns them: nobody can sign for somebody else. */
export const ClaimSection = ({ claim, onChange }: Props) => {
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
            <Identities label={said.adults} value={claim.adults} onChange={(adults) => onChange({ adults })} />
            <Identities label={said.minors} value={claim.minors} onChange={(minors) => onChange({ minors })} />
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
          <Identities label={said.ownerIdentity} value={claim.client} onChange={(client) => onChange({ client })} />
        )}
        <TextField
          className={form.field!}
          value={claim.attribution}
          maxLength={300}
          onChange={(attribution) => onChange({ attribution })}
        >
          <Label>{said.credit}</Label>
          <Input className={form.input!} autoComplete="off" />
          <Text slot="description" className={form.hint!}>
            {said.creditHint}
          </Text>
        </TextField>
      </div>
    </Section>
  );
};
