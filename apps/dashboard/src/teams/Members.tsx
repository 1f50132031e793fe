import { Identity as IdentityShape } from '@assent/schema';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Input, Label, Radio, RadioGroup, TextField } from 'react-aria-components';
import type { Team } from '../answers.ts';
import choice from '../assemble/Choice.module.css';
import { client } from '../api.ts';
import { Hash } from '../elements/Hash.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { describeFailure } from '../failure.ts';
import { inBoth, useWords } from '../words/language.ts';
import { type Role, roles, roleWords } from './role-words.ts';
import { refreshPrivate } from './session.ts';
import styles from './Teams.module.css';

const words = inBoth({
  en: {
    members: 'Members',
    you: 'you',
    identityOf: 'the identity',
    takeOut: 'Take out',
    takeOutOf: (identity: string) => `Take out ${identity}`,
    leave: 'Leave the team',
    add: 'Add a member, or change a role',
    identity: 'Their identity',
    identityNote: 'They find it under “My identity”. Compare it with them in another way than the one it came by.',
    wrong: 'An identity begins with did:key: or act:',
    role: 'As',
    give: 'Give this role',
    failed: 'Nothing was changed',
  },
  es: {
    members: 'Miembros',
    you: 'tú',
    identityOf: 'la identidad',
    takeOut: 'Sacar',
    takeOutOf: (identity: string) => `Sacar a ${identity}`,
    leave: 'Dejar el equipo',
    add: 'Añadir un miembro o cambiar un papel',
    identity: 'Su identidad',
    identityNote: 'La encuentra en «Mi identidad». Comparadla por un camino distinto del que ha llegado.',
    wrong: 'Una identidad empieza por did:key: o act:',
    role: 'Con el papel de',
    give: 'Dar este papel',
    failed: 'No se ha cambiado nada',
  },
});

/** Who is in a team, and for its owners the way to change that. */
export const Members = ({
  team: { team, members, role },
  identity: own,
}: {
  readonly team: Team;
  readonly identity: string;
}) => {
  const said = useWords(words);
  const names = useWords(roleWords);
  const setting = useMutation({
    mutationFn: (change: { readonly identity: string; readonly role: Role | null }) =>
      client.teams.setMember.mutate({ team, ...change }),
    onSettled: refreshPrivate,
  });
  return (
    <Section title={said.members}>
      <ul className={styles.rows} aria-label={said.members}>
        {members.map((member) => (
          <li key={member.identity}>
            <span>
              <Identity of={member.identity} /> <Hash value={member.identity} of={said.identityOf} />{' '}
              <span className="quiet">
                {names[member.role].name}
                {member.identity === own && `, ${said.you}`}
              </span>
            </span>
            {(role === 'owner' || member.identity === own) && (
              <Button
                className="button"
                {...(member.identity !== own && { 'aria-label': said.takeOutOf(member.identity) })}
                isDisabled={setting.isPending}
                onPress={() => setting.mutate({ identity: member.identity, role: null })}
              >
                {member.identity === own ? said.leave : said.takeOut}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {setting.error !== null && (
        <div role="alert">
          <Notice tone="fails" title={said.failed}>
            {describeFailure(setting.error).sentence}
          </Notice>
        </div>
      )}
      {role === 'owner' && (
        <AddMember
          isBusy={setting.isPending}
          onAdd={(change, onDone) => setting.mutate(change, { onSuccess: onDone })}
        />
      )}
    </Section>
  );
};

const AddMember = ({
  isBusy,
  onAdd,
}: {
  readonly isBusy: boolean;
  readonly onAdd: (change: { readonly identity: string; readonly role: Role }, onDone: () => void) => void;
}) => {
  const said = useWords(words);
  const names = useWords(roleWords);
  const [text, setText] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const identity = text.trim();
  const isOne = IdentityShape.safeParse(identity).success;
  return (
    <form
      className={styles.form}
      aria-label={said.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (isOne) onAdd({ identity, role }, () => setText(''));
      }}
    >
      <h3>{said.add}</h3>
      <div className={styles.line}>
        <TextField className={styles.field!} value={text} onChange={setText}>
          <Label className={styles.label!}>{said.identity}</Label>
          <Input className={styles.input!} autoComplete="off" spellCheck="false" />
        </TextField>
      </div>
      <p className="quiet small">{identity === '' || isOne ? said.identityNote : said.wrong}</p>
      <RadioGroup className={choice.group!} value={role} onChange={(value) => setRole(value as Role)}>
        <Label className={choice.label!}>{said.role}</Label>
        <div className={choice.options}>
          {roles.map((one) => (
            <Radio key={one} value={one} className={choice.option!}>
              <span className={choice.round} aria-hidden />
              <span className={choice.words}>
                <span>{names[one].name}</span>
                <span className={choice.hint}>{names[one].hint}</span>
              </span>
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <Button className="button" type="submit" isDisabled={!isOne || isBusy}>
        {said.give}
      </Button>
    </form>
  );
};
