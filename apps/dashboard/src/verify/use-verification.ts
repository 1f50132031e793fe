import type { Refusal, Trust } from '@assent/schema';
import { useCallback, useEffect, useRef, useState } from 'react';
import { BundleWorker, WorkerBroke } from './bundle-worker.ts';
import type { NamedFile, OpenedBundle, Progress, Verified } from './messages.ts';

/** Where a verification stands: one at a time. */
export type Standing =
  | { readonly at: 'empty' }
  | { readonly at: 'reading'; readonly files: number }
  /** What was handed over is no bundle, or cannot be read. */
  | { readonly at: 'refused'; readonly refusal: Refusal }
  /** A bundle is there, and nobody said yet whom they trust. */
  | { readonly at: 'untrusting'; readonly bundle: OpenedBundle }
  | { readonly at: 'verifying'; readonly bundle: OpenedBundle; readonly progress: Progress }
  | { readonly at: 'judged'; readonly bundle: OpenedBundle; readonly verified: Verified; readonly trust: Trust };

/** How the files of a bundle come: at once from a picker, little by little from a drop. */
export type Gather = (onFound: (files: number) => void) => Promise<readonly NamedFile[]>;

const refusalOf = (cause: unknown): Refusal | undefined => {
  const why = cause instanceof WorkerBroke ? cause.why : cause instanceof DOMException ? 'unreadable' : 'fault';
  if (why === 'cancelled') return undefined;
  const detail = cause instanceof Error ? cause.message : '';
  return { code: why === 'unreadable' ? 'file_unreadable' : 'internal', detail };
};

/** Reads and verifies one bundle after another, in a worker. Nothing of it leaves this machine. */
export const useVerification = (trust: Trust) => {
  const worker = useRef<BundleWorker>(undefined);
  const [standing, setStanding] = useState<Standing>({ at: 'empty' });
  /** Counts bundles: what comes late of an earlier one is not shown. */
  const turn = useRef(0);

  useEffect(() => {
    const made = (worker.current = new BundleWorker());
    return () => made.end();
  }, []);

  const attempt = useCallback(async (work: (show: (standing: Standing) => void) => Promise<void>) => {
    const mine = ++turn.current;
    const show = (next: Standing) => {
      if (turn.current === mine) setStanding(next);
    };
    try {
      await work(show);
    } catch (cause) {
      const refusal = refusalOf(cause);
      show(refusal === undefined ? { at: 'empty' } : { at: 'refused', refusal });
    }
  }, []);

  const verify = useCallback(
    (bundle: OpenedBundle, trusted: Trust) =>
      attempt(async (show) => {
        if (trusted.logs.length === 0) return show({ at: 'untrusting', bundle });
        show({ at: 'verifying', bundle, progress: { read: 0, bytes: bundle.bytes, items: 0, of: 0 } });
        worker.current!.onProgress = (progress) => show({ at: 'verifying', bundle, progress });
        const verified = await worker.current!.ask('verify', trusted);
        show(
          verified.ok
            ? { at: 'judged', bundle, verified: verified.value, trust: trusted }
            : { at: 'refused', refusal: verified.refusal },
        );
      }),
    [attempt],
  );

  const take = useCallback(
    (gather: Gather) =>
      attempt(async (show) => {
        show({ at: 'reading', files: 0 });
        worker.current!.clear();
        const files = await gather((count) => show({ at: 'reading', files: count }));
        if (files.length === 0) return show({ at: 'empty' });
        await worker.current!.add(files, (count) => show({ at: 'reading', files: count }));
        const opened = await worker.current!.ask('open', null);
        if (opened.ok) void verify(opened.value, trust);
        else show({ at: 'refused', refusal: opened.refusal });
      }),
    [attempt, trust, verify],
  );

  const cancel = useCallback(() => worker.current?.cancel(), []);

  const reset = useCallback(() => {
    turn.current++;
    worker.current?.clear();
    setStanding({ at: 'empty' });
  }, []);

  return { standing, worker, take, verify, cancel, reset } as const;
};
