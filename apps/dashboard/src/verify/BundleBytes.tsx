import { useQuery } from '@tanstack/react-query';
import { Foreign } from '../elements/Foreign.tsx';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import type { BundleWorker } from './bundle-worker.ts';

/** Each opening reads anew: the bundle may be another by then. */
const once = { staleTime: 0, gcTime: 0, retry: false } as const;

/** The lines of the bundle that name an item, byte for byte. */
export const BundleBytes = ({ worker, item }: { readonly worker: BundleWorker; readonly item: string }) => {
  const lines = useQuery({ queryKey: ['bundle-lines', item], queryFn: () => worker.ask('linesOf', item), ...once });
  if (lines.isError) return <p>These lines cannot be read any more.</p>;
  if (lines.data === undefined) return <Skeleton lines={3} />;
  if (lines.data.length === 0) return <p>No line of the bundle names this item.</p>;
  return lines.data.map(({ file, text }, at) => (
    <div key={`${file} ${at}`}>
      <p className="small quiet">{file}</p>
      <ScrollArea className="bytes" label={`A line of ${file}`}>
        <pre>
          <Foreign>{text}</Foreign>
        </pre>
      </ScrollArea>
    </div>
  ));
};

/** A small file of the bundle, byte for byte. */
export const FileBytes = ({ worker, name }: { readonly worker: BundleWorker; readonly name: string }) => {
  const text = useQuery({ queryKey: ['bundle-text', name], queryFn: () => worker.ask('text', name), ...once });
  if (text.isError) return <p>This file cannot be read any more.</p>;
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
