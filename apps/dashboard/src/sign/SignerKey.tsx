import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button, FieldError, Input, Label, RadioGroup, Text, TextField } from 'react-aria-components';
import { Identity } from '../elements/Identity.tsx';
import form from '../keys/Form.module.css';
import { shortest } from '../keys/MakeIdentity.tsx';
import { saveFile } from '../keys/save-file.ts';
import type { OwnKey } from '../keys/store.ts';
import { Option, Tick } from '../keys/Tick.tsx';
import { inBoth, useWords } from '../words/language.ts';
import { makeKey, type NewKey } from './new-key.ts';

const words = inBoth({
  en: {
    which: 'Which key signs for you?',
    fresh: 'A new one, for these works alone. Nobody can tell that it is the same person as elsewhere.',
    own: 'One that is in this browser already:',
    passphrase: 'A passphrase for the key file',
    hint: `At least ${shortest} characters; four words that do not belong together are good. It is not kept anywhere.`,
    short: `This is shorter than ${shortest} characters.`,
    make: 'Make the key',
    making: 'Making the key, and sealing it with your passphrase…',
    failed: 'This browser could not make a key. Nothing was signed.',
    why: 'Save it before you sign. With it you can take back what you allow; without it nobody can, and what you allow runs until its end.',
    childWhy:
      'The child has a key of their own. Save it too, and give it to them when they are grown up: with it they can take back what was signed for them.',
    save: 'Save your key',
    saveChild: 'Save the child’s key',
    sure: 'I have saved it.',
    sureBoth: 'I have saved both.',
  },
  es: {
    which: '¿Qué clave firma por ti?',
    fresh: 'Una nueva, solo para estas obras. Nadie puede saber que es la misma persona que en otro sitio.',
    own: 'Una que ya está en este navegador:',
    passphrase: 'Una frase de paso para el archivo de la clave',
    hint: `Al menos ${shortest} caracteres; cuatro palabras sin relación entre sí van bien. No se guarda en ningún sitio.`,
    short: `Tiene menos de ${shortest} caracteres.`,
    make: 'Crear la clave',
    making: 'Creando la clave y sellándola con tu frase de paso…',
    failed: 'Este navegador no ha podido crear una clave. No se ha firmado nada.',
    why: 'Guárdala antes de firmar. Con ella puedes retirar lo que permites; sin ella no puede nadie, y lo que permites dura hasta su fin.',
    childWhy:
      'El menor tiene una clave propia. Guárdala también y dásela cuando sea mayor: con ella puede retirar lo que se firmó en su lugar.',
    save: 'Guardar tu clave',
    saveChild: 'Guardar la clave del menor',
    sure: 'La he guardado.',
    sureBoth: 'He guardado las dos.',
  },
});

/** The keys that will sign, saved: one's own, and that of the child whom one signs for. */
export interface ReadyKeys {
  readonly key: OwnKey;
  /** Whether it was made here just now, and is not kept yet. */
  readonly isNew: boolean;
  readonly child: NewKey | undefined;
}

interface Props {
  readonly keys: readonly OwnKey[];
  readonly forChild: boolean;
  /** Called with nothing while something is still to be saved. */
  readonly onReady: (ready: ReadyKeys | undefined) => void;
}

interface Made {
  readonly own: NewKey | undefined;
  readonly child: NewKey | undefined;
}

type State = { readonly at: 'asking' | 'failed' | 'making' } | { readonly at: 'made'; readonly made: Made };

/** Choose the key that signs, or make one and save it. */
export const SignerKey = ({ keys, forChild, onReady }: Props) => {
  const said = useWords(words);
  const [which, setWhich] = useState('new');
  const [passphrase, setPassphrase] = useState('');
  const [isShort, setShort] = useState(false);
  const [state, setState] = useState<State>({ at: 'asking' });
  const [saved, setSaved] = useState<ReadonlySet<'child' | 'own'>>(new Set());
  const [sure, setSure] = useState(false);
  const existing = keys.find(({ identity }) => identity === which);
  /** One of one's own keys signs as it is; everything that is made here is saved first. */
  const needsMaking = existing === undefined || forChild;
  const ready = (key: OwnKey | undefined, made: Made | undefined): ReadyKeys | undefined =>
    key === undefined ? undefined : { key, isNew: key === made?.own?.key, child: made?.child };
  const choose = (next: string) => {
    setWhich(next);
    setState({ at: 'asking' });
    setSaved(new Set());
    setSure(false);
    onReady(
      forChild
        ? undefined
        : ready(
            keys.find(({ identity }) => identity === next),
            undefined,
          ),
    );
  };
  const make = async () => {
    if (passphrase.length < shortest) return setShort(true);
    setShort(false);
    setState({ at: 'making' });
    const own = existing === undefined ? await makeKey('own', passphrase) : undefined;
    const child = forChild ? await makeKey('child', passphrase) : undefined;
    setPassphrase('');
    setState({ at: 'made', made: { own, child } });
  };
  const save = (part: 'child' | 'own', { file }: NewKey) => {
    saveFile(file.name, file.text);
    setSaved(new Set([...saved, part]));
  };
  const confirm = (made: Made, isSure: boolean) => {
    setSure(isSure);
    onReady(isSure ? ready(made.own?.key ?? existing, made) : undefined);
  };
  return (
    <div className={form.form}>
      {keys.length > 0 && (
        <RadioGroup value={which} onChange={choose}>
          <Label className={form.label!}>{said.which}</Label>
          <div className={form.choices}>
            <Option value="new">{said.fresh}</Option>
            {keys.map(({ identity }) => (
              <Option key={identity} value={identity}>
                {said.own} <Identity of={identity} />
              </Option>
            ))}
          </div>
        </RadioGroup>
      )}
      {needsMaking && state.at !== 'made' && (
        <>
          {keys.length === 0 && <p>{said.fresh}</p>}
          <TextField
            className={form.field!}
            type="password"
            value={passphrase}
            onChange={setPassphrase}
            isInvalid={isShort}
            validationBehavior="aria"
          >
            <Label>{said.passphrase}</Label>
            <Input className={form.input!} autoComplete="new-password" />
            <Text slot="description" className={form.hint!}>
              {said.hint}
            </Text>
            <FieldError className={form.error!}>{said.short}</FieldError>
          </TextField>
          <Button
            className="button"
            isDisabled={state.at === 'making'}
            onPress={() => void make().catch(() => setState({ at: 'failed' }))}
          >
            {said.make}
          </Button>
        </>
      )}
      <output className={state.at === 'failed' ? form.error : undefined}>
        {state.at === 'making' && said.making}
        {state.at === 'failed' && said.failed}
      </output>
      {state.at === 'made' && (
        <>
          {state.made.own !== undefined && <p>{said.why}</p>}
          {state.made.child !== undefined && <p>{said.childWhy}</p>}
          <div className={form.actions}>
            {(['own', 'child'] as const).map((part) => {
              const one = state.made[part];
              return one === undefined ? null : (
                <Button key={part} className="button" onPress={() => save(part, one)}>
                  <Download size={16} aria-hidden />
                  {part === 'own' ? said.save : said.saveChild}
                </Button>
              );
            })}
          </div>
          {(['own', 'child'] as const).every((part) => state.made[part] === undefined || saved.has(part)) && (
            <Tick isSelected={sure} onChange={(isSure) => confirm(state.made, isSure)}>
              {state.made.own !== undefined && state.made.child !== undefined ? said.sureBoth : said.sure}
            </Tick>
          )}
        </>
      )}
    </div>
  );
};
