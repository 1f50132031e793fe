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
import { PermissionList } from './PermissionList.tsx';

/** What did I sign, does it still stand, and how do I take it back? */
export const MinePage = () => {
  const own = useOwnKeys();
  return (
    <div className="stack">
      <title>My works · Assent</title>
      <div className="page-head">
        <h1>My works</h1>
        {own.data !== undefined && own.data.current !== null && (
          <p>
            What was signed as <Identity of={own.data.current.identity} />.
          </p>
        )}
        <UnsentNotice />
      </div>
      <Answer query={own} skeleton={<Skeleton lines={8} height={32} />}>
        {({ current }) =>
          current === null ? (
            <Notice tone="quiet" title="There is no key in this browser yet">
              What you signed is found by your identity. <Link to="/me">Make one, or bring a key file</Link>.
            </Notice>
          ) : (
            <Signed key={current.identity} ownKey={current} />
          )
        }
      </Answer>
    </div>
  );
};

/** Statements that are asked for at once. */
const page = 50;

const Signed = ({ ownKey }: { readonly ownKey: OwnKey }) => {
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
              <Notice tone="quiet" title="Nothing is allowed in your name">
                You signed no permission here yet. <Link to="/publish">Publish works</Link>
              </Notice>
            ) : (
              <PermissionList entries={permissions} ownKey={ownKey} />
            )}
            {others.length > 0 && (
              <Section title="What else you signed">
                <EntryList entries={others} label="What else you signed" />
              </Section>
            )}
            {query.hasNextPage && (
              <p>
                <Button
                  className="button"
                  isDisabled={query.isFetchingNextPage}
                  onPress={() => void query.fetchNextPage()}
                >
                  Show older ones
                </Button>
              </p>
            )}
          </>
        );
      }}
    </Answer>
  );
};
