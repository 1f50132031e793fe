import type { Ledger } from '@assent/consent';
import { leafHash, rootOf } from '@assent/log';
import { toUtf8 } from '@assent/schema';
import { openStatement } from '@assent/signing';
import { node } from '@assent/signing/node';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sql } from 'kysely';
import type { Registry } from '../registry.ts';

/**
 * Whether this is a signer's first withdrawal or dispute of some work: no limit of rate applies to those, whatever else
 * was sent by whoever sends it. A withdrawal counts while it ends something that has not ended, a dispute while its
 * signer has not disputed all of these works.
 */
export const isFirstWord = async (
  registry: Registry,
  envelope: Uint8Array,
  lines: readonly string[] | undefined,
): Promise<boolean> => {
  const opened = await openStatement(envelope, node);
  if (!opened.ok) return false;
  const { statement } = opened.value;
  if (statement.kind === 'withdraw') {
    const size = await registry.size();
    return registry.ledgers.use(size, (ledger) => endsSomething(ledger, statement.statement, statement.leaves));
  }
  if (statement.kind !== 'dispute' || lines === undefined) return false;
  // Lines that were not signed say nothing: an old dispute could be sent again beside other works.
  const root = bytesToHex(rootOf(lines.map((line) => leafHash(toUtf8(line)))));
  return root === statement.works.root && disputesSomething(registry, statement.iss, lines);
};

const endsSomething = (
  ledger: Ledger,
  id: string,
  leaves: readonly (readonly [number, number])[] | undefined,
): boolean => {
  const target = ledger.byId(id);
  if (target === undefined || ledger.hasEnded(target.index)) return false;
  if (leaves === undefined) return true;
  const ended = ledger.endedBy(target.index).flatMap((index) => {
    const by = ledger.byIndex(index)?.statement;
    return by?.kind === 'withdraw' ? (by.leaves ?? []) : [];
  });
  return leaves.some((range) => !isCovered(range, ended));
};

/** Whether every number of a range lies in one of the others. */
const isCovered = ([first, last]: readonly [number, number], by: readonly (readonly [number, number])[]): boolean => {
  let from = first;
  for (const [begin, end] of by.toSorted(([a], [b]) => a - b)) {
    if (begin > from) return false;
    if (end >= from) from = end + 1;
    if (from > last) return true;
  }
  return from > last;
};

const disputesSomething = async (registry: Registry, signer: string, lines: readonly string[]): Promise<boolean> => {
  const works = [...new Set(lines.flatMap(workOf))];
  const { rows } = await sql<{ count: number }>`
    select count(distinct l.sha256) as count from list_line l join log_entry e on e.index = l.statement
    where e.kind = 'dispute' and e.iss = ${signer}
      and l.sha256 in (select decode(work, 'hex') from unnest(${works}::text[]) as work)`.execute(registry.db);
  return rows[0]!.count < works.length;
};

const workOf = (line: string): string[] => /"sha256":"([0-9a-f]{64})"/.exec(line)?.slice(1) ?? [];
