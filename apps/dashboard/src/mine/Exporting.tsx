import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Section } from '../elements/Section.tsx';
import { saveFile } from '../keys/save-file.ts';
import { failedWords } from '../keys/UnsentNotice.tsx';
import { writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { exportAll } from './export-all.ts';

const words = inBoth({
  en: {
    title: 'Take it with you',
    what: 'Everything that you signed here, with its bytes, its lists and its receipts, and the names of your files as this browser knows them. No key is in it.',
    save: 'Save everything as a file',
    reading: (read: number, of: number) => `Reading ${writeNumber(read)} of ${writeNumber(of)}…`,
    done: 'Saved.',
  },
  es: {
    title: 'Llévatelo',
    what: 'Todo lo que firmaste aquí, con sus bytes, sus listas y sus recibos, y los nombres de tus archivos tal como los conoce este navegador. No contiene ninguna clave.',
    save: 'Guardar todo en un archivo',
    reading: (read, of) => `Leyendo ${writeNumber(read)} de ${writeNumber(of)}…`,
    done: 'Guardado.',
  },
});

/** Everything that one signed, as a file. */
export const Exporting = ({ identity }: { readonly identity: string }) => {
  const said = useWords(words);
  const [state, setState] = useState('');
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const text = await exportAll(identity, (read, of) => setState(said.reading(read, of)));
      saveFile(`assent-${identity.slice(-8)}.json`, text);
      setState(said.done);
    } catch (error) {
      setState(failedWords(error));
    }
    setBusy(false);
  };
  return (
    <Section title={said.title}>
      <p>{said.what}</p>
      <div>
        <Button className="button" isDisabled={isBusy} onPress={() => void save()}>
          <Download size={16} aria-hidden />
          {said.save}
        </Button>
      </div>
      <output>{state}</output>
    </Section>
  );
};
