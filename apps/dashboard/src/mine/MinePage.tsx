import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { client } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { EntryList } from '../elements/EntryList.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { useOwnKeys } from '../keys/own-keys.ts';
import { UnsentNotice } from '../keys/UnsentNotice.tsx';
import type { OwnKey } from '../keys/store.ts';
import { inBoth, useWords } from '../words/language.ts';
import { Exporting } from './Exporting.tsx';
import { PermissionList } from './PermissionList.tsx';

const words = inBoth({
  en: {
    title: 'My works',
    as: 'What was signed as',
    noKey: 'There is no key in this browser yet',
    byIdentity: 'What you signed is found by your identity.',
    getKey: 'Make one, or bring a key file',
    none: 'Nothing is allowed in your name',
    noneYet: 'You signed no permission here yet.',
    publish: 'Publish works',
    others: 'What else you signed',
    older: 'Show older ones',
  },
  es: {
    title: 'Mis obras',
    as: 'Lo que se firmó como',
    noKey: 'Todavía no hay ninguna clave en este navegador',
    byIdentity: 'Lo que firmaste se encuentra por tu identidad.',
    getKey: 'Crea una, o trae un archivo de clave',
    none: 'No hay nada permitido en tu nombre',
    noneYet: 'Todavía no has firmado ningún permiso aquí.',
    publish: 'Publicar obras',
    others: 'Qué más has firmado',
    older: 'Ver anteriores',
  },
});

/** What did I sign, does it still stand, and how do I take it back? */
export const MinePage = () => {
  const said = useWords(words);
  const own = useOwnKeys();
  return (
    <div className="stack">
      <title>{`${said.title} · Assent`}</title>
      <div className="page-head">
        <h1>{said.title}</h1>
        {own.data !== undefined && own.data.current !== null && (
          <p>
            {said.as} <Identity of={own.data.current.identity} />.
          </p>
        )}
        <UnsentNotice />
      </div>
      <Answer query={own} skeleton={<Skeleton lines={8} height={32} />}>
        {({ current }) =>
          current === null ? (
            <Notice tone="quiet" title={said.noKey}>
              {said.byIdentity} <Link to="/me">{said.getKey}</Link>.
            </Notice>
          ) : (
            <>
              <Signed key={current.identity} ownKey={current} />
              <Exporting identity={current.identity} />
            </>
          )
        }
      </Answer>
    </div>
  );
};

/** Statements that are asked for at once. */
const page = 50;

const Signed = ({ ownKey }: { readonly ownKey: OwnKey }) => {
  const said = useWords(words);
  const { identity } = ownKey;
  const query = useInfiniteQuery({
    queryKey: ['signed-by', identity],
    queryFn: ({ pageParam }) =>
      client.statements.list.query({
        limit: page,
        signer: identity,
        ...(pageParam !== undefined && { cursor: pageParam }),
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Answer query={query} skeleton={<Skeleton lines={8} height={32} />}>
      {({ pages }) => {
        const entries = pages.flatMap((one) => one.entries);
        const permissions = entries.filter(({ kind }) => kind === 'grant');
        const others = entries.filter(({ kind }) => kind !== 'grant');
        return (
          <>
            {permissions.length === 0 ? (
              <Notice tone="quiet" title={said.none}>
                {said.noneYet} <Link to="/publish">{said.publish}</Link>
              </Notice>
            ) : (
              <PermissionList entries={permissions} ownKey={ownKey} />
            )}
            {others.length > 0 && (
              <Section title={said.others}>
                <EntryList entries={others} label={said.others} />
              </Section>
            )}
            {query.hasNextPage && (
              <p>
                <Button
                  className="button"
                  isDisabled={query.isFetchingNextPage}
                  onPress={() => void query.fetchNextPage()}
                >
                  {said.older}
                </Button>
              </p>
            )}
          </>
        );
      }}
    </Answer>
  );
};
