import { isTRPCClientError } from '@trpc/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Save } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import type { Draft } from '../answers.ts';
import { client } from '../api.ts';
import { type AssembleSearch, choicesIn } from '../assemble/search.ts';
import { useChoices } from '../assemble/use-choices.ts';
import { Foreign } from '../elements/Foreign.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Moment } from '../elements/Moment.tsx';
import { Notice } from '../elements/Notice.tsx';
import { describeFailure } from '../failure.ts';
import { inBoth, useWords } from '../words/language.ts';
import { privateKey, refreshPrivate, useWho } from './session.ts';
import styles from './Teams.module.css';

const words = inBoth({
  en: {
    label: 'Draft',
    untitled: 'Untitled dataset',
    keepFor: (team: string) => `Keep as a draft of ${team}`,
    of: 'Draft of',
    saved: 'saved',
    by: 'by',
    same: 'What you see is what is kept.',
    changed: 'You changed something that is not kept yet.',
    save: 'Save the draft',
    reading: 'You may read this draft, and not change it.',
    failed: 'The draft was not saved',
    otherTitle: 'Somebody saved this draft after you opened it',
    other: 'Yours was not saved, and nothing of either was lost.',
    theirs: 'Look at theirs',
    own: 'Keep mine as a draft of its own',
    gone: 'This draft cannot be opened',
    goneWhy: 'It is not there any more, or you are not in its team, or not signed in.',
    signIn: 'Sign in',
    alone: 'Your choices are in this page’s address, and nowhere else. To keep them as a draft of your team:',
  },
  es: {
    label: 'Borrador',
    untitled: 'Conjunto de datos sin título',
    keepFor: (team: string) => `Guardar como borrador de ${team}`,
    of: 'Borrador de',
    saved: 'guardado',
    by: 'por',
    same: 'Lo que ves es lo que está guardado.',
    changed: 'Has cambiado algo que todavía no está guardado.',
    save: 'Guardar el borrador',
    reading: 'Puedes leer este borrador, pero no cambiarlo.',
    failed: 'El borrador no se ha guardado',
    otherTitle: 'Alguien guardó este borrador después de que lo abrieras',
    other: 'El tuyo no se ha guardado, y no se ha perdido nada de ninguno de los dos.',
    theirs: 'Ver el suyo',
    own: 'Guardar el mío como otro borrador',
    gone: 'Este borrador no se puede abrir',
    goneWhy: 'Ya no está, o no estás en su equipo, o no has entrado.',
    signIn: 'Entrar',
    alone:
      'Lo que eliges está en la dirección de esta página y en ningún otro sitio. Para guardarlo como borrador de tu equipo:',
  },
});

const isSuperseded = (error: unknown): boolean =>
  isTRPCClientError(error) &&
  (error.data as { refusal?: { code?: string } } | null | undefined)?.refusal?.code === 'draft_superseded';

const isSame = (a: AssembleSearch, b: Readonly<Record<string, string>>): boolean => {
  const text = (of: object) => JSON.stringify(Object.entries(of).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
};

/** The draft that is worked on, or the teams that one may be kept for. Who is not signed in sees nothing of it. */
export const DraftBar = () => {
  const [search] = useChoices();
  const who = useWho();
  if (search.draft !== undefined) return <Opened key={search.draft} draft={search.draft} />;
  if (who.data === undefined) return null;
  return who.data === null ? <Alone /> : <Keep />;
};

const Alone = () => {
  const said = useWords(words);
  return (
    <p className="quiet">
      {said.alone} <Link to="/teams">{said.signIn}</Link>
    </p>
  );
};

/** Save what is in the address, as a new draft or over one, and stay on it. */
const useSave = () => {
  const [search, choose] = useChoices();
  const said = useWords(words);
  return useMutation({
    mutationFn: async (to: { readonly team: string; readonly over?: { draft: string; version: number } }) => {
      const saved = await client.drafts.save.mutate({
        ...to,
        title: search.title ?? said.untitled,
        choices: choicesIn(search),
      });
      choose({ draft: saved.draft, saved: String(saved.version), team: undefined }, 'quietly');
      await refreshPrivate();
    },
    // Where somebody else was first, what they saved is what is shown next.
    onError: refreshPrivate,
  });
};

const Keep = () => {
  const said = useWords(words);
  const [search] = useChoices();
  const saving = useSave();
  const teams = useQuery({ queryKey: [...privateKey, 'teams'], queryFn: () => client.teams.list.query() });
  const writing = (teams.data ?? [])
    .filter(({ role }) => role !== 'auditor')
    .filter(({ team }) => search.team === undefined || team === search.team);
  if (writing.length === 0) return null;
  return (
    <section className={styles.draft} aria-label={said.label}>
      <div className={styles.actions}>
        {writing.map(({ team, title }) => (
          <Button key={team} className="button" isDisabled={saving.isPending} onPress={() => saving.mutate({ team })}>
            <Save size={18} aria-hidden />
            {said.keepFor(title)}
          </Button>
        ))}
      </div>
      <Failed error={saving.error} />
    </section>
  );
};

const Failed = ({ error }: { readonly error: Error | null }) => {
  const said = useWords(words);
  if (error === null) return null;
  return (
    <div role="alert">
      <Notice tone="fails" title={said.failed}>
        {describeFailure(error).sentence}
      </Notice>
    </div>
  );
};

const Opened = ({ draft }: { readonly draft: string }) => {
  const said = useWords(words);
  const [search, choose] = useChoices();
  const query = useQuery({
    queryKey: [...privateKey, 'draft', draft],
    queryFn: () => client.drafts.read.query({ draft }),
  });
  const { data } = query;
  useEffect(() => {
    // A link to a draft alone stands for what is kept; what was changed since stands in the address beside its version.
    if (data !== undefined && search.saved === undefined) choose(openedAs(data, search), 'quietly');
    // oxlint-disable-next-line react/exhaustive-deps
  }, [data, search.saved]);
  if (query.error !== null && data === undefined)
    return (
      <Notice tone="fails" title={said.gone}>
        {said.goneWhy} <Link to="/teams">{said.signIn}</Link>
      </Notice>
    );
  if (data === undefined) return null;
  return <Kept draft={data} />;
};

/** Everything in the address goes, but what the draft says. */
const openedAs = ({ choices, version }: Draft, search: AssembleSearch): AssembleSearch => ({
  ...Object.fromEntries(Object.keys(choicesIn(search)).map((name) => [name, undefined])),
  ...choices,
  saved: String(version),
});

const Kept = ({ draft }: { readonly draft: Draft }) => {
  const said = useWords(words);
  const [search, choose] = useChoices();
  const saving = useSave();
  const seen = Number(search.saved);
  const { team, version } = draft;
  const isOther = isSuperseded(saving.error) || (search.saved !== undefined && version > seen);
  const isKept = version === seen && isSame(choicesIn(search), draft.choices);
  return (
    <section className={styles.draft} aria-label={said.label}>
      <p>
        {said.of}{' '}
        <Link to="/teams/$team" params={{ team }}>
          <Foreign>{draft.teamTitle}</Foreign>
        </Link>
        , {said.saved} <Moment at={draft.savedAt} /> {said.by} <Identity of={draft.savedBy} />.{' '}
        <output>{isKept ? said.same : said.changed}</output>
      </p>
      {draft.role === 'auditor' ? (
        <p className="quiet">{said.reading}</p>
      ) : isOther ? (
        <Notice tone="fails" title={said.otherTitle}>
          <p>{said.other}</p>
          <div className={styles.actions}>
            <Button
              className="button"
              onPress={() => {
                saving.reset();
                choose(openedAs(draft, search));
              }}
            >
              {said.theirs}
            </Button>
            <Button className="button" isDisabled={saving.isPending} onPress={() => saving.mutate({ team })}>
              {said.own}
            </Button>
          </div>
        </Notice>
      ) : (
        <div className={styles.actions}>
          <Button
            className="button"
            isDisabled={isKept || saving.isPending}
            onPress={() => saving.mutate({ team, over: { draft: draft.draft, version: seen } })}
          >
            <Save size={18} aria-hidden />
            {said.save}
          </Button>
        </div>
      )}
      {!isOther && <Failed error={saving.error} />}
    </section>
  );
};
