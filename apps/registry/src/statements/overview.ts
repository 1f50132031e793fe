import { sql } from 'kysely';
import type { Registry } from '../registry.ts';

/** What the registry's front page shows. */
export interface Overview {
  readonly origin: string;
  readonly identity: string;
  readonly size: number;
  /** The signed checkpoint, as text. */
  readonly checkpoint: string;
  readonly works: number;
  readonly signers: number;
  readonly datasets: number;
  readonly now: number;
  /** Entries and registered works over time, at most 200 points, oldest first. */
  readonly growth: readonly { readonly at: number; readonly entries: number; readonly works: number }[];
}

/** Points of the growth curve. */
const points = 200;

export const overview = async (registry: Registry): Promise<Overview> => {
  const { db } = registry;
  const counts = await sql<{ size: number; works: number; signers: number; datasets: number }>`
    select h.size,
      (select count(distinct l.sha256) from list_line l join log_entry e on e.index = l.statement where e.kind = 'grant') as works,
      (select count(distinct iss) from log_entry) as signers,
      (select count(*) from manifest) as datasets
    from log_head h`.execute(db);
  const { size, works, signers, datasets } = counts.rows[0]!;
  const growth = await sql<{ at: number; entries: number; works: number }>`
    select logged_at as at, entries, works from (
      select index, logged_at, index + 1 as entries,
        (sum(coalesce(n, 0)) over (order by index))::bigint as works
      from log_entry
      left join (
        select first as index, count(*) as n from (
          select min(l.statement) as first from list_line l join log_entry e on e.index = l.statement
          where e.kind = 'grant' group by l.sha256
        ) as firsts group by first
      ) as added using (index)
    ) as running
    where index % greatest(1, ${size}::bigint / ${points}) = 0 or index = ${size}::bigint - 1
    order by index`.execute(db);
  return {
    origin: registry.origin,
    identity: registry.identity,
    size,
    checkpoint: registry.checkpoints.last.note,
    works,
    signers,
    datasets,
    now: registry.now(),
    growth: growth.rows,
  };
};
