import { listRoot, noticeOf, noticeVersions } from '@assent/consent';
import { Grant } from '@assent/schema';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { EntryDetail } from '../answers.ts';
import { client as registry } from '../api.ts';
import { Fold } from '../elements/Fold.tsx';
import { Notice } from '../elements/Notice.tsx';
import form from '../keys/Form.module.css';
import { readLog, sendAll, signAndKeep } from '../keys/outbox.ts';
import type { OwnKey } from '../keys/store.ts';
import { failedWords } from '../keys/UnsentNotice.tsx';
import { outcomeOf } from '../proof/verify-entry.ts';
import { type Choice, lackOf, presets, termsOf } from '../publish/presets.ts';
import { TermsChoices } from '../publish/TermsChoices.tsx';
import { TermsWords } from '../publish/TermsWords.tsx';
import { countOf } from '../words/figures.ts';
import { currentLanguage, inBoth, useWords } from '../words/language.ts';
import { choiceOf } from './choice-of.ts';
import { readListed } from './listed-works.ts';
import styles from './Mine.module.css';

const words = inBoth({
  en: {
    title: (permissions: number) =>
      permissions === 1 ? 'Change or renew this permission' : `Change or renew ${countOf(permissions, 'permission')}`,
    what: 'The new permission takes the place of the old one at once, for the works that are still in force. What was allowed before and was used then is not undone.',
    anew: 'The old terms cannot be written on this page as they are: begin anew below.',
    choices: 'What you allow from now on',
    guardian: 'You sign for a child here: what you allow counts only until your guardianship lapses.',
    sign: (permissions: number) =>
      permissions === 1 ? 'Sign and replace it' : `Sign and replace ${countOf(permissions, 'permission')}`,
    cancel: 'Leave it as it is',
    signing: 'Signing, sending, and checking the receipt…',
    nothing: 'You allow nothing and refuse nothing. Say at least one thing.',
    noPurpose: 'You allow uses, and no purpose for them. Choose at least one.',
    nobody: 'You allow uses, and nobody who may make them. Choose at least one.',
    failed: 'It is not changed yet',
    bad: 'The registry answered, and its proof does not hold. Do not rely on this change until it does.',
  },
  es: {
    title: (permissions) =>
      permissions === 1 ? 'Cambiar o renovar este permiso' : `Cambiar o renovar ${countOf(permissions, 'permiso')}`,
    what: 'El permiso nuevo ocupa enseguida el lugar del antiguo, para las obras que siguen en vigor. Lo que se permitió antes y ya se usó no se deshace.',
    anew: 'Las condiciones antiguas no se pueden escribir en esta página tal como son: empieza de nuevo abajo.',
    choices: 'Qué permites desde ahora',
    guardian: 'Aquí firmas por un menor: lo que permites cuenta solo hasta que termine tu tutela.',
    sign: (permissions) =>
      permissions === 1 ? 'Firmar y sustituirlo' : `Firmar y sustituir ${countOf(permissions, 'permiso')}`,
    cancel: 'Dejarlo como está',
    signing: 'Firmando, enviando y comprobando el recibo…',
    nothing: 'No permites nada y no rechazas nada. Di al menos una cosa.',
    noPurpose: 'Permites usos, y ningún fin para ellos. Elige al menos uno.',
    nobody: 'Permites usos, y a nadie que pueda hacerlos. Elige al menos una opción.',
    failed: 'Todavía no está cambiado',
    bad: 'El registro ha respondido, y su prueba no es válida. No te fíes de este cambio hasta que lo sea.',
  },
});

const grantOf = ({ statement }: EntryDetail): Grant | undefined => (statement.kind === 'grant' ? statement : undefined);

/** The lines of a permission that are still in force, as they stand: a line says who holds a work, which does not change. */
const liveLines = async (index: number): Promise<string[]> => {
  const [lines, listed] = await Promise.all([registry.statements.lines.query({ index }), readListed(index)]);
  return listed.filter(({ live }) => live).map(({ leaf }) => lines[leaf]!);
};

/** Sign a permission that takes the place of one that was given, for the works that are still under it. */
const replace = async (
  entry: EntryDetail,
  old: Grant,
  choice: Choice,
  now: number,
  key: OwnKey,
): Promise<string | undefined> => {
  const lines = await liveLines(entry.index);
  if (lines.length === 0) return undefined;
  const language = currentLanguage();
  const { basis, evidence } = old;
  const terms = {
    ...termsOf(choice, now, old.capacity),
    ...(basis !== undefined && { basis }),
    ...(evidence !== undefined && { evidence }),
  };
  const grant = Grant.parse({
    v: 1,
    kind: 'grant',
    aud: (await readLog()).origin,
    iss: key.identity,
    iat: Math.floor(Date.now() / 1000),
    ...terms,
    ...(old.for !== undefined && { for: old.for }),
    works: { root: listRoot(lines), count: lines.length },
    replaces: [entry.id],
    notice: noticeOf(language, noticeVersions[language], { ...terms, ...(old.for !== undefined && { for: old.for }) }),
  });
  return (await signAndKeep(grant, lines, key)).id;
};

interface Props {
  readonly entries: readonly EntryDetail[];
  readonly ownKey: OwnKey;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

type State = { readonly at: 'asking' | 'signing' } | { readonly at: 'failed'; readonly why: string };

/** Say anew what is allowed, for one permission or several: narrower, wider, or for longer. */
export const Changing = ({ entries, ownKey, onDone, onCancel }: Props) => {
  const said = useWords(words);
  const client = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const grants = entries.flatMap((entry) => grantOf(entry) ?? []);
  const [before] = useState(() => (grants.length === 1 ? choiceOf(grants[0]!) : undefined));
  const [choice, setChoice] = useState<Choice>(before ?? presets.research);
  const [state, setState] = useState<State>({ at: 'asking' });
  const [now] = useState(() => Date.now());
  const mayBeOpen = ownKey.identity.startsWith('act:');
  const chosen: Choice = choice.span === 'open' && !mayBeOpen ? { ...choice, span: 'twoYears' } : choice;
  const lack = lackOf(chosen);
  const sign = async () => {
    setState({ at: 'signing' });
    try {
      const ids = new Set<string>();
      // Each is kept before any is sent: what breaks in the middle goes on from there.
      for (const entry of entries) {
        const old = grantOf(entry);
        const id = old === undefined ? undefined : await replace(entry, old, chosen, now, ownKey);
        if (id !== undefined) ids.add(id);
      }
      const sent = (await sendAll()).filter(({ unsent }) => ids.has(unsent.id));
      if (sent.length < ids.size || sent.some(({ proof }) => outcomeOf(proof) !== 'holds'))
        return setState({ at: 'failed', why: said.bad });
      onDone();
      await client.invalidateQueries();
    } catch (error) {
      setState({ at: 'failed', why: failedWords(error) });
    }
  };
  return (
    <div className={styles.asking}>
      <h3 ref={heading} tabIndex={-1} className={form.heading}>
        {said.title(entries.length)}
      </h3>
      <p>{said.what}</p>
      {grants.length === 1 && before === undefined && <p>{said.anew}</p>}
      {grants.some(({ capacity }) => capacity === 'guardian') && <p>{said.guardian}</p>}
      <TermsWords terms={termsOf(chosen, now, grants[0]?.capacity)} />
      <Fold title={said.choices}>
        <TermsChoices choice={chosen} begunWith={undefined} mayBeOpen={mayBeOpen} onChange={setChoice} />
      </Fold>
      {lack !== undefined && <p className={form.error}>{said[lack]}</p>}
      <div className={form.actions}>
        <Button
          className="button primary"
          isDisabled={lack !== undefined || state.at === 'signing'}
          onPress={() => void sign()}
        >
          {said.sign(entries.length)}
        </Button>
        <Button className="button" onPress={onCancel}>
          {said.cancel}
        </Button>
      </div>
      <output>{state.at === 'signing' && said.signing}</output>
      {state.at === 'failed' && (
        <div role="alert">
          <Notice tone="fails" title={said.failed}>
            {state.why}
          </Notice>
        </div>
      )}
    </div>
  );
};
