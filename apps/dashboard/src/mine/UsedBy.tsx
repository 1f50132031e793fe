import { useQuery } from '@tanstack/react-query';
import type { EntryDetail } from '../answers.ts';
import { Answer } from '../elements/Answer.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { readListed } from './listed-works.ts';
import { Reached } from './Reached.tsx';

/** Who uses the works of a permission, and what for. */
export const UsedBy = ({ entry }: { readonly entry: EntryDetail }) => {
  const query = useQuery({ queryKey: ['listed', entry.index], queryFn: () => readListed(entry.index) });
  return (
    <Answer query={query} skeleton={<Skeleton lines={2} height={24} />}>
      {(works) => <Reached hashes={works.map(({ sha256 }) => sha256)} onWithdraw="future-only" />}
    </Answer>
  );
};
