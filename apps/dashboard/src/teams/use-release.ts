import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Progress } from '../verify/messages.ts';
import { NotReleased, type Released, type Step, type Watch } from './freeze-dataset.ts';
import { keptBundles } from './kept-bundles.ts';

/** Where a release stands. */
export type ReleaseState =
  | { readonly at: 'ready' }
  | { readonly at: 'working'; readonly step: Step; readonly progress: Progress | undefined }
  | { readonly at: 'failed'; readonly error: unknown; readonly step: Step }
  | { readonly at: 'released'; readonly released: Released };

/** Do a release, and say where it stands. */
export const useRelease = () => {
  const cache = useQueryClient();
  const [state, setState] = useState<ReleaseState>({ at: 'ready' });
  const run = async (work: (watch: Watch) => Promise<Released>) => {
    let step: Step = 'choosing';
    try {
      const released = await work({
        onStep: (next) => {
          step = next;
          setState({ at: 'working', step, progress: undefined });
        },
        onProgress: (progress) => setState({ at: 'working', step, progress }),
      });
      setState({ at: 'released', released });
    } catch (error) {
      setState({ at: 'failed', error, step });
    }
    await cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keptBundles.queryKey[0] });
  };
  return [state, run] as const;
};

/** How far a failed release came: nothing is public, it may be, or it is and its proof does not hold. */
export const reachOf = ({ error, step }: ReleaseState & { readonly at: 'failed' }) => {
  if (error instanceof NotReleased) return error.isPublic ? 'isPublic' : 'notReleased';
  return step === 'releasing' || step === 'verifying' ? 'unfinished' : 'notReleased';
};
