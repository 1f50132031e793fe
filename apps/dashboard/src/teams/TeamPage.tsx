import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import type { Team } from '../answers.ts';
import { client } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { Foreign } from '../elements/Foreign.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Moment } from '../elements/Moment.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { describeFailure } from '../failure.ts';
import { inBoth, useWords } from '../words/language.ts';
import { Members } from './Members.tsx';
import { roleWords } from './role-words.ts';
import { privateKey, refreshPrivate } from './session.ts';
import { SignedIn } from './SignedIn.tsx';
import styles from './Teams.module.css';

const words = inBoth({
  en: {
    team: 'Team',
    role: 'You are here as',
    all: 'All your teams',
    drafts: 'Drafts',
    none: 'No drafts yet',
    noneWhy: 'Say what you want works for, then keep it as a draft of this team.',
    begin: 'Begin a dataset',
    saved: 'saved',
    by: 'by',
    version: (version: number) => `version ${version}`,
    remove: 'Remove',
    removeOf: (title: string) => `Remove the draft ${title}`,
    failed: 'The draft was not removed',
    gone: 'You are not in this team',
    goneWhy: 'It may be that there is none here, or that an owner took you out.',
  },
  es: {
    team: 'Equipo',
    role: 'Estás aquí con el papel de',
    all: 'Todos tus equipos',
    drafts: 'Borradores',
    none: 'Todavía no hay borradores',
    noneWhy: 'Di para qué quieres las obras y guárdalo como borrador de este equipo.',
    begin: 'Empezar un conjunto de datos',
    saved: 'guardado',
    by: 'por',
    version: (version: number) => `versión ${version}`,
    remove: 'Quitar',
    removeOf: (title: string) => `Quitar el borrador ${title}`,
    failed: 'El borrador no se ha quitado',
    gone: 'No estás en este equipo',
    goneWhy: 'Puede que aquí no haya ninguno, o que alguien te haya sacado de él.',
  },
});

const route = getRouteApi('/teams/$team');

/** Who is in this team, and what do we work on? */
export const TeamPage = () => {
  const { team } = route.useParams();
  const said = useWords(words);
  return (
    <div className="stack">
      <SignedIn>{(identity) => <OneTeam key={`${identity} ${team}`} team={team} identity={identity} />}</SignedIn>
      <p>
        <Link to="/teams">{said.all}</Link>
      </p>
    </div>
  );
};

const OneTeam = ({ team, identity }: { readonly team: string; readonly identity: string }) => {
  const said = useWords(words);
  const roles = useWords(roleWords);
  const query = useQuery({
    queryKey: [...privateKey, 'team', team],
    queryFn: () => client.teams.read.query({ team }),
  });
  const kind = query.error === null ? undefined : describeFailure(query.error).kind;
  if (query.data === undefined && kind !== undefined && kind !== 'unreachable')
    return (
      <>
        <title>{`${said.team} · Assent`}</title>
        <h1>{said.team}</h1>
        <Notice tone="quiet" title={said.gone}>
          {said.goneWhy}
        </Notice>
      </>
    );
  return (
    <>
      <title>{`${query.data?.title ?? said.team} · Assent`}</title>
      <div className="page-head">
        <h1>{query.data === undefined ? said.team : <Foreign>{query.data.title}</Foreign>}</h1>
        {query.data !== undefined && (
          <p className="quiet">
            {said.role} {roles[query.data.role].name}: {roles[query.data.role].hint}.
          </p>
        )}
      </div>
      <Answer query={query} skeleton={<Skeleton lines={8} height={48} />}>
        {(read) => (
          <>
            <Drafts team={read} />
            <Members team={read} identity={identity} />
          </>
        )}
      </Answer>
    </>
  );
};

const Drafts = ({ team: { team, drafts, role } }: { readonly team: Team }) => {
  const said = useWords(words);
  const removing = useMutation({
    mutationFn: (which: { readonly draft: string; readonly version: number }) =>
      client.drafts.remove.mutate({ team, ...which }),
    onSettled: refreshPrivate,
  });
  return (
    <Section
      title={said.drafts}
      aside={
        role !== 'auditor' && (
          <Link to="/assemble" search={{ team }} className="button">
            {said.begin}
          </Link>
        )
      }
    >
      {drafts.length === 0 ? (
        <Notice tone="quiet" title={said.none}>
          {said.noneWhy}
        </Notice>
      ) : (
        <ul className={styles.rows} aria-label={said.drafts}>
          {drafts.map(({ draft, title, version, savedAt, savedBy }) => (
            <li key={draft}>
              <span>
                <Link to="/assemble" search={{ draft }}>
                  <Foreign>{title}</Foreign>
                </Link>{' '}
                <span className="quiet small">
                  {said.version(version)}, {said.saved} <Moment at={savedAt} /> {said.by} <Identity of={savedBy} />
                </span>
              </span>
              {role !== 'auditor' && (
                <Button
                  className="button"
                  aria-label={said.removeOf(title)}
                  isDisabled={removing.isPending}
                  onPress={() => removing.mutate({ draft, version })}
                >
                  {said.remove}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {removing.error !== null && (
        <div role="alert">
          <Notice tone="fails" title={said.failed}>
            {describeFailure(removing.error).sentence}
          </Notice>
        </div>
      )}
    </Section>
  );
};
