import type { ReactNode } from 'react';
import { Notice } from './Notice.tsx';
import { describeFailure } from '../failure.ts';

interface Props<T> {
  readonly query: {
    readonly data: T | undefined;
    readonly isPending: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  /** Of the height of the answer. */
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** A question to the registry: its answer, its place while it is awaited, or why there is none. What was once read stays. */
export const Answer = <T,>({ query, skeleton, children }: Props<T>) => {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return skeleton;
  const { kind, title, sentence } = describeFailure(query.error);
  return (
    <Notice
      tone={kind === 'not-found' ? 'quiet' : 'fails'}
      title={title}
      {...(kind !== 'not-found' && { onRetry: () => void query.refetch() })}
    >
      {sentence}
    </Notice>
  );
};
