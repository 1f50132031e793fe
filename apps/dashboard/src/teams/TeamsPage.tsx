import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { client } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { Foreign } from '../elements/Foreign.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { describeFailure } from '../failure.ts';
import { countOf } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { ReleasesHere } from './ReleasesHere.tsx';
import { roleWords } from './role-words.ts';
import { privateKey, refreshPrivate } from './session.ts';
import { SignedIn } from './SignedIn.tsx';
import styles from './Teams.module.css';

const words = inBoth({
  en: {
    title: 'Teams',
    lead: 'Work on a dataset together: its purpose and its parts are kept here as a draft, until you sign and release it.',
    assemble: 'You can also choose works without an account',
    yours: 'Your teams',
    none: 'You are in no team yet',
    noneWhy: 'Make one, or give your identity to an owner of one.',
    members: (count: number) => countOf(count, 'member'),
    drafts: (count: number) => countOf(count, 'draft'),
    make: 'Make a team',
    name: 'Name of the team',
    nameNote: 'Its members see it, and nobody else.',
    makeIt: 'Make this team',
    failed: 'The team was not made',
  },
  es: {
    title: 'Equipos',
    lead: 'Trabajad juntos en un conjunto de datos: su fin y sus partes se guardan aquí como borrador hasta que lo firméis y publiquéis.',
    assemble: 'También puedes elegir obras sin cuenta',
    yours: 'Tus equipos',
    none: 'Todavía no estás en ningún equipo',
    noneWhy: 'Crea uno o da tu identidad a quien sea titular de uno.',
    members: (count: number) => countOf(count, 'miembro'),
    drafts: (count: number) => countOf(count, 'borrador', 'borradores'),
    make: 'Crear un equipo',
    name: 'Nombre del equipo',
    nameNote: 'Lo ven sus miembros y nadie más.',
    makeIt: 'Crear este equipo',
    failed: 'El equipo no se ha creado',
  },
});

/** Which teams am I in, and what do we work on? */
export const TeamsPage = () => {
  const said = useWords(words);
  return (
    <div className="stack">
      <title>{`${said.title} · Assent`}</title>
      <div className="page-head">
        <h1>{said.title}</h1>
        <p>{said.lead}</p>
        <p>
          <Link to="/assemble">{said.assemble}</Link>.
        </p>
      </div>
      <SignedIn>{(identity) => <Own key={identity} />}</SignedIn>
      <ReleasesHere />
    </div>
  );
};

const Own = () => {
  const said = useWords(words);
  const roles = useWords(roleWords);
  const teams = useQuery({ queryKey: [...privateKey, 'teams'], queryFn: () => client.teams.list.query() });
  return (
    <>
      <Section title={said.yours}>
        <Answer query={teams} skeleton={<Skeleton lines={3} height={48} />}>
          {(list) =>
            list.length === 0 ? (
              <Notice tone="quiet" title={said.none}>
                {said.noneWhy}
              </Notice>
            ) : (
              <ul className={styles.rows} aria-label={said.yours}>
                {list.map(({ team, title, role, members, drafts }) => (
                  <li key={team}>
                    <Link to="/teams/$team" params={{ team }}>
                      <Foreign>{title}</Foreign>
                    </Link>
                    <span className="quiet">
                      {roles[role].name} · {said.members(members)} · {said.drafts(drafts)}
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
      </Section>
      <Section title={said.make}>
        <Make />
      </Section>
    </>
  );
};

const Make = () => {
  const said = useWords(words);
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const making = useMutation({
    mutationFn: async () => {
      const { team } = await client.teams.make.mutate({ title: title.trim() });
      await refreshPrivate();
      await navigate({ to: '/teams/$team', params: { team } });
    },
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== '') making.mutate();
      }}
    >
      <div className={styles.line}>
        <TextField className={styles.field!} value={title} onChange={setTitle} maxLength={120}>
          <Label className={styles.label!}>{said.name}</Label>
          <Input className={styles.input!} autoComplete="off" />
        </TextField>
        <Button className="button" type="submit" isDisabled={title.trim() === '' || making.isPending}>
          {said.makeIt}
        </Button>
      </div>
      <p className="quiet small">{said.nameNote}</p>
      {making.error !== null && (
        <div role="alert">
          <Notice tone="fails" title={said.failed}>
            {describeFailure(making.error).sentence}
          </Notice>
        </div>
      )}
    </form>
  );
};
