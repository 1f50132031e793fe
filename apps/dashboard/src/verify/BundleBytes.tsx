import { useQuery } from '@tanstack/react-query';
import { Foreign } from '../elements/Foreign.tsx';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { inBoth, useWords } from '../words/language.ts';
import type { BundleWorker } from './bundle-worker.ts';

const words = inBoth({
  en: {
    linesGone: 'These lines cannot be read any more.',
    noLine: 'No line of the bundle names this item.',
    lineOf: (file: string) => `A line of ${file}`,
    fileGone: 'This file cannot be read any more.',
  },
  es: {
    linesGone: 'Estas líneas ya no se pueden leer.',
    noLine: 'Ninguna línea del paquete nombra este elemento.',
    lineOf: (file) => `Una línea de ${file}`,
    fileGone: 'Este archivo ya no se puede leer.',
  },
});

/** Each opening reads anew: the bundle may be another by then. */
const once = { staleTime: 0, gcTime: 0, retry: false } as const;

/** The lines of the bundle that name an item, byte for byte. */
export const BundleBytes = ({ worker, item }: { readonly worker: BundleWorker; readonly item: string }) => {
  const said = useWords(words);
  const lines = useQuery({ queryKey: ['bundle-lines', item], queryFn: () => worker.ask('linesOf', item), ...once });
  if (lines.isError) return <p>{said.linesGone}</p>;
  if (lines.data === undefined) return <Skeleton lines={3} />;
  if (lines.data.length === 0) return <p>{said.noLine}</p>;
  return lines.data.map(({ file, text }, at) => (
    <div key={`${file} ${at}`}>
      <p className="small quiet">{file}</p>
      <ScrollArea className="bytes" label={said.lineOf(file)}>
        <pre>
          <Foreign>{text}</Foreign>
        </pre>
      </ScrollArea>
    </div>
  ));
};

/** A small file of the bundle, byte for byte. */
export const FileBytes = ({ worker, name }: { readonly worker: BundleWorker; readonly name: string }) => {
  const said = useWords(words);
  const text = useQuery({ queryKey: ['bundle-text', name], queryFn: () => worker.ask('text', name), ...once });
  if (text.isError) return <p>{said.fileGone}</p>;
  if (text.data === undefined) return <Skeleton lines={6} />;
  return (
    <div>
      <p className="small quiet">{name}</p>
      <ScrollArea className="bytes" label={name}>
        <pre>
          <Foreign>{text.data}</Foreign>
        </pre>
      </ScrollArea>
    </div>
  );
};
