import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Answer } from '../elements/Answer.tsx';
import { Fold } from '../elements/Fold.tsx';
import { Moment } from '../elements/Moment.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { outcomeOf } from '../proof/verify-entry.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Form.module.css';
import { type IdentityStep, readIdentityHistory } from './identity-history.ts';
import { revokeKeys } from './replace-keys.ts';
import { ReplaceKeys } from './ReplaceKeys.tsx';
import type { OwnKey } from './store.ts';
import { Tick } from './Tick.tsx';
import { failedWords } from './UnsentNotice.tsx';

const words = inBoth({
  en: {
    title: 'Its keys, and when one is lost',
    plain:
      'This key is its own identity: it can be neither replaced nor recovered, so what it allows ends within two years. Keep its file safe.',
    signs: 'The key in this browser signs for this identity, as the log has it. Last change:',
    stale: 'The key in this browser no longer signs for this identity',
    staleWhy: 'Its keys have changed since. Bring the file of the key that signs now, or recover the identity below.',
    rotate: 'Change keys',
    rotateWhen:
      'Do this when the signing key may have been seen by somebody, or once a year. What you signed before stays as it is.',
    recover: 'The signing key is lost or stolen',
    recoverWhen:
      'With the next key you change keys, above. Where that is lost too, or a thief may have both, use the recovery key.',
    stop: 'Stop this key at once',
    stopWhen:
      'Nothing can be signed for you any more, until the next key or the recovery key begins again. Have one of them before you do this.',
    have: 'I have the next key or the recovery key.',
    sign: 'Sign and stop this key',
    stopped: 'Nothing signs for this identity any more.',
    signing: 'Signing, sending, and checking the receipt…',
    bad: 'The registry answered, and its proof does not hold. Do not rely on this change.',
    failed: 'It is not recorded yet',
  },
  es: {
    title: 'Sus claves, y qué hacer si se pierde una',
    plain:
      'Esta clave es su propia identidad: no se puede cambiar ni recuperar, así que lo que permite termina en dos años como mucho. Guarda bien su archivo.',
    signs: 'La clave de este navegador firma por esta identidad, según el registro. Último cambio:',
    stale: 'La clave de este navegador ya no firma por esta identidad',
    staleWhy:
      'Sus claves han cambiado desde entonces. Trae el archivo de la clave que firma ahora, o recupera la identidad abajo.',
    rotate: 'Cambiar de clave',
    rotateWhen:
      'Hazlo cuando alguien haya podido ver la clave de firma, o una vez al año. Lo que firmaste antes queda como está.',
    recover: 'La clave de firma se ha perdido o la han robado',
    recoverWhen:
      'Con la clave siguiente, cambia de clave arriba. Si también se ha perdido, o un ladrón puede tener las dos, usa la de recuperación.',
    stop: 'Parar esta clave ya',
    stopWhen:
      'Nada más se puede firmar en tu nombre, hasta que la clave siguiente o la de recuperación empiecen de nuevo. Ten una de ellas antes de hacerlo.',
    have: 'Tengo la clave siguiente o la de recuperación.',
    sign: 'Firmar y parar esta clave',
    stopped: 'Ya nada firma por esta identidad.',
    signing: 'Firmando, enviando y comprobando el recibo…',
    bad: 'El registro ha respondido, y su prueba no es válida. No te fíes de este cambio.',
    failed: 'Todavía no está registrado',
  },
});

/** What can be done about the keys of the identity that signs now: said before one is lost. */
export const KeyCare = ({ ownKey }: { readonly ownKey: OwnKey }) => {
  const said = useWords(words);
  const { identity, did } = ownKey;
  const isPlain = !identity.startsWith('act:');
  const history = useQuery({
    queryKey: ['identity-history', identity],
    queryFn: () => readIdentityHistory(identity),
    enabled: !isPlain,
  });
  if (isPlain)
    return (
      <Section title={said.title}>
        <p>{said.plain}</p>
      </Section>
    );
  return (
    <Section title={said.title}>
      <Answer query={history} skeleton={<Skeleton lines={3} height={32} />}>
        {(steps) => {
          const latest = steps.at(-1)!;
          const signs = latest.statement.keys.includes(did);
          return (
            <>
              {signs ? (
                <p className={styles.standing} data-said="signed">
                  <CircleCheck size={20} aria-hidden />
                  <span>
                    {said.signs} <Moment at={latest.loggedAt} />
                  </span>
                </p>
              ) : (
                <div>
                  <p className={styles.standing} data-said="refused">
                    <CircleAlert size={20} aria-hidden />
                    <strong>{said.stale}</strong>
                  </p>
                  <p>{said.staleWhy}</p>
                </div>
              )}
              <div>
                <Fold title={said.rotate}>
                  <p>{said.rotateWhen}</p>
                  <ReplaceKeys how="rotate" identity={identity} />
                </Fold>
                <Fold title={said.recover}>
                  <p>{said.recoverWhen}</p>
                  <ReplaceKeys how="recover" identity={identity} />
                </Fold>
                {signs && (
                  <Fold title={said.stop}>
                    <Stopping latest={latest} ownKey={ownKey} />
                  </Fold>
                )}
              </div>
            </>
          );
        }}
      </Answer>
    </Section>
  );
};

type State = { readonly at: 'asking' | 'done' | 'signing' } | { readonly at: 'failed'; readonly why: string };

const Stopping = ({ latest, ownKey }: { readonly latest: IdentityStep; readonly ownKey: OwnKey }) => {
  const said = useWords(words);
  const client = useQueryClient();
  const [has, setHas] = useState(false);
  const [state, setState] = useState<State>({ at: 'asking' });
  const sign = async () => {
    setState({ at: 'signing' });
    try {
      const { proof } = await revokeKeys(latest, ownKey);
      setState(outcomeOf(proof) === 'holds' ? { at: 'done' } : { at: 'failed', why: said.bad });
      await client.invalidateQueries();
    } catch (error) {
      setState({ at: 'failed', why: failedWords(error) });
    }
  };
  return (
    <div className={styles.form}>
      <p>{said.stopWhen}</p>
      <Tick isSelected={has} onChange={setHas}>
        {said.have}
      </Tick>
      <Button className="button" isDisabled={!has || state.at === 'signing'} onPress={() => void sign()}>
        {said.sign}
      </Button>
      <output>
        {state.at === 'signing' && said.signing}
        {state.at === 'done' && said.stopped}
      </output>
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
