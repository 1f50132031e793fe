import { Input, Label, RadioGroup, Text, TextArea, TextField } from 'react-aria-components';
import { Section } from '../elements/Section.tsx';
import form from '../keys/Form.module.css';
import { Option } from '../keys/Tick.tsx';
import type { WrittenClaim } from './claim.ts';
import styles from './Publish.module.css';

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
export const ClaimSection = ({ claim, onChange }: Props) => (
  <Section title="2. Who is concerned">
    <div className={styles.groups}>
      <RadioGroup
        className={styles.group!}
        value={claim.people ?? null}
        onChange={(people) => onChange({ people: people as WrittenClaim['people'] & string })}
      >
        <Label className={styles.label!}>Can somebody be recognised in them, by looks or voice?</Label>
        <div className={form.choices}>
          <Option value="nobody">Nobody</Option>
          <Option value="notAsked">Yes, and they were not asked. Nothing can be done with them until they are.</Option>
          <Option value="named">Yes, and I name them. Each of them signs for themself.</Option>
        </div>
      </RadioGroup>
      {claim.people === 'named' && (
        <>
          <Identities
            label="Identities of adults in them, one a line"
            value={claim.adults}
            onChange={(adults) => onChange({ adults })}
          />
          <Identities
            label="Identities of children in them: a guardian signs for each"
            value={claim.minors}
            onChange={(minors) => onChange({ minors })}
          />
        </>
      )}
      <RadioGroup
        className={styles.group!}
        value={claim.owner}
        onChange={(owner) => onChange({ owner: owner as WrittenClaim['owner'] })}
      >
        <Label className={styles.label!}>You made them. Who owns the rights?</Label>
        <div className={form.choices}>
          <Option value="me">I do</Option>
          <Option value="client">Somebody else, such as a client. They have to agree too.</Option>
        </div>
      </RadioGroup>
      {claim.owner === 'client' && (
        <Identities label="The owner’s identity" value={claim.client} onChange={(client) => onChange({ client })} />
      )}
      <TextField
        className={form.field!}
        value={claim.attribution}
        maxLength={300}
        onChange={(attribution) => onChange({ attribution })}
      >
        <Label>The name to credit (optional, and public)</Label>
        <Input className={form.input!} autoComplete="off" />
        <Text slot="description" className={form.hint!}>
          It stands in the public log beside each work.
        </Text>
      </TextField>
    </div>
  </Section>
);
