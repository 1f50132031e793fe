import { limits } from '@assent/schema';
import { useEffect, useMemo, useRef, useState } from 'react';
import { kindOf } from './file-kinds.ts';
import type { FromFiles, Looked, ToFiles } from './file-messages.ts';

/** A file that was dropped or chosen. */
export interface Chosen extends Looked {
  readonly name: string;
  readonly bytes: number;
  readonly mime: string;
}

/** A file whose reading is done, as it is kept while others are asked. */
export type DraftWork = Omit<Work, 'id' | 'problem'>;

/** A file of which the hash is known, once however often it was dropped. */
export type Work = Chosen & { readonly sha256: string };

export interface Files {
  readonly chosen: readonly Chosen[];
  readonly works: readonly Work[];
  /** Files of the same content as another, by number, with the name of that one. */
  readonly sames: ReadonlyMap<number, string>;
  /** How many are not read yet. */
  readonly left: number;
  /** Files of kinds that cannot be registered. */
  readonly passedOver: number;
  /** How many files were too many at the last attempt: nothing was taken then. */
  readonly refused: number | undefined;
  readonly isPaused: boolean;
}

const sort = (chosen: readonly Chosen[]): Pick<Files, 'left' | 'sames' | 'works'> => {
  const first = new Map<string, Work>();
  const sames = new Map<number, string>();
  let left = 0;
  for (const one of chosen) {
    const { sha256, problem, id } = one;
    if (sha256 === undefined) left += problem === undefined ? 1 : 0;
    else {
      const known = first.get(sha256);
      if (known === undefined) first.set(sha256, { ...one, sha256 });
      else sames.set(id, known.name);
    }
  }
  return { left, sames, works: [...first.values()] };
};

/** Files are hashed in a worker, one after the other. They stay on this machine. `read` were read before. */
export const useFiles = (read: readonly DraftWork[]) => {
  const worker = useRef<Worker>(undefined);
  const turn = useRef(0);
  const count = useRef(read.length);
  const [chosen, setChosen] = useState<readonly Chosen[]>(() => read.map((work, id) => ({ ...work, id })));
  const [passedOver, setPassedOver] = useState(0);
  const [refused, setRefused] = useState<number>();
  const [isPaused, setPaused] = useState(false);
  // A worker has one origin, its page's; it takes no second argument that names one.
  const tell = (message: ToFiles) => worker.current?.postMessage(message);

  useEffect(() => {
    const made = (worker.current = new Worker(new URL('./files.worker.ts', import.meta.url), { type: 'module' }));
    made.addEventListener('message', ({ data }: MessageEvent<FromFiles>) => {
      if (data.turn !== turn.current) return;
      const looked = new Map(data.looked.map((one) => [one.id, one]));
      setChosen((before) => before.map((one) => (looked.has(one.id) ? { ...one, ...looked.get(one.id) } : one)));
    });
    return () => made.terminate();
  }, []);

  const add = (files: readonly File[]) => {
    const taken = files.flatMap((file) => {
      const mime = file.name.startsWith('.') ? undefined : kindOf(file.name);
      return mime === undefined ? [] : [{ id: count.current++, file, mime }];
    });
    setPassedOver((before) => before + files.length - taken.length);
    if (taken.length > limits.listLines) {
      setRefused(taken.length);
      return;
    }
    setRefused(undefined);
    setChosen((before) => [
      ...before,
      ...taken.map(({ id, mime, file: { name, size } }) => ({ id, name, bytes: size, mime })),
    ]);
    tell({ kind: 'add', files: taken.map(({ id, file }) => ({ id, file })) });
  };

  const clear = () => {
    tell({ kind: 'clear', turn: ++turn.current });
    setChosen([]);
    setPassedOver(0);
    setRefused(undefined);
    setPaused(false);
  };

  const pause = (isWanted: boolean) => {
    tell({ kind: isWanted ? 'pause' : 'resume' });
    setPaused(isWanted);
  };

  const files: Files = useMemo(
    () => ({ chosen, passedOver, refused, isPaused, ...sort(chosen) }),
    [chosen, passedOver, refused, isPaused],
  );
  return { files, add, clear, pause } as const;
};
