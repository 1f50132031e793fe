import { canonicalize, type Specification, type Trust } from '@assent/schema';
import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { saveFile } from '../keys/save-file.ts';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { inBoth, useWords } from '../words/language.ts';
import styles from './TakeAway.module.css';

const File = ({ name, text, words }: { readonly name: string; readonly text: string; readonly words: string }) => (
  <Button className="button" onPress={() => saveFile(name, text)}>
    <Download size={18} aria-hidden />
    {words}
  </Button>
);

/** Lines that a shell reads as one command. */
const commandFor = ({ dataset, version }: Specification, registry: string): string =>
  [
    'assent assemble',
    `--spec ${dataset}.specification.json`,
    '--trust trust.json',
    '--key team.key',
    `--out ${dataset}-${version}`,
    `--registry ${registry}`,
  ].join(' \\\n  ');

const words = inBoth({
  en: {
    what: 'Take these two files to the machine that holds the key of your team, and run the command there. It chooses the works anew, so that withdrawals until then count; it makes what is to be filled, signs the manifest, releases it and verifies the bundle.',
    specification: 'Specification',
    trust: 'Trust policy',
    trustNote:
      'The trust policy is this registry’s own: it trusts the registry and whom the registry lets check people. Read it before you rely on it.',
    command: 'Command',
    copied: 'Copied',
    copy: 'Copy the command',
    keygen: 'makes a key where there is none. With',
    files: 'and a folder of the works, the bundle holds the files too.',
  },
  es: {
    what: 'Lleva estos dos archivos a la máquina que guarda la clave de tu equipo y ejecuta allí la orden. Elige las obras de nuevo, para que cuenten las retiradas hasta entonces; hace lo que haya que completar, firma el manifiesto, lo publica y verifica el paquete.',
    specification: 'Especificación',
    trust: 'Política de confianza',
    trustNote:
      'La política de confianza es la de este registro: confía en el registro y en quienes este deja comprobar personas. Léela antes de apoyarte en ella.',
    command: 'Orden',
    copied: 'Copiada',
    copy: 'Copiar la orden',
    keygen: 'crea una clave donde no la hay. Con',
    files: 'y una carpeta con las obras, el paquete lleva también los archivos.',
  },
});

/** Files and the command: who releases a dataset signs it, and that is done in a terminal. */
export const TakeAway = ({
  specification,
  trust,
}: {
  readonly specification: Specification;
  readonly trust: Trust;
}) => {
  const said = useWords(words);
  const [copied, setCopied] = useState(false);
  const command = commandFor(specification, location.origin);
  const copy = () => void navigator.clipboard?.writeText(command).then(() => setCopied(true));
  return (
    <div className={styles.takeAway}>
      <p>{said.what}</p>
      <div className={styles.files}>
        <File
          name={`${specification.dataset}.specification.json`}
          text={`${JSON.stringify(specification, undefined, 2)}\n`}
          words={said.specification}
        />
        <File name="trust.json" text={`${canonicalize(trust)}\n`} words={said.trust} />
      </div>
      <p className="quiet small">{said.trustNote}</p>
      <div>
        <ScrollArea className="bytes" label={said.command}>
          <pre>
            <code>{command}</code>
          </pre>
        </ScrollArea>
      </div>
      <div>
        <Button className="button" onPress={copy}>
          {copied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
          {copied ? said.copied : said.copy}
        </Button>
      </div>
      <p className="quiet small">
        <code>assent keygen team.key</code> {said.keygen} <code>--files</code> {said.files}
      </p>
    </div>
  );
};
