import { canonicalize, type Specification, type Trust } from '@assent/schema';
import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { saveFile } from '../keys/save-file.ts';
import { ScrollArea } from '../elements/ScrollArea.tsx';
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

/** Files and the command: who releases a dataset signs it, and that is done in a terminal. */
export const TakeAway = ({
  specification,
  trust,
}: {
  readonly specification: Specification;
  readonly trust: Trust;
}) => {
  const [copied, setCopied] = useState(false);
  const command = commandFor(specification, location.origin);
  const copy = () => void navigator.clipboard?.writeText(command).then(() => setCopied(true));
  return (
    <div className={styles.takeAway}>
      <p>
        Take these two files to the machine that holds the key of your team, and run the command there. It chooses the
        works anew, so that withdrawals until then count; it makes what is to be filled, signs the manifest, releases it
        and verifies the bundle.
      </p>
      <div className={styles.files}>
        <File
          name={`${specification.dataset}.specification.json`}
          text={`${JSON.stringify(specification, undefined, 2)}\n`}
          words="Specification"
        />
        <File name="trust.json" text={`${canonicalize(trust)}\n`} words="Trust policy" />
      </div>
      <p className="quiet small">
        The trust policy is this registry’s own: it trusts the registry and whom the registry lets check people. Read it
        before you rely on it.
      </p>
      <div>
        <ScrollArea className="bytes" label="Command">
          <pre>
            <code>{command}</code>
          </pre>
        </ScrollArea>
      </div>
      <div>
        <Button className="button" onPress={copy}>
          {copied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
          {copied ? 'Copied' : 'Copy the command'}
        </Button>
      </div>
      <p className="quiet small">
        <code>assent keygen team.key</code> makes a key where there is none. With <code>--files</code> and a folder of
        the works, the bundle holds the files too.
      </p>
    </div>
  );
};
