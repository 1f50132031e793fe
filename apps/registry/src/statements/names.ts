import { decodeEntry } from '@assent/log';
import { fromUtf8, Identity, type Json } from '@assent/schema';
import { sql } from 'kysely';
import type { Registry } from '../registry.ts';

/** Where a statement names an identity: in which of its members, or as what in its list. */
export interface Naming {
  readonly index: number;
  readonly as: string;
}

/** Entries read at once. */
const page = 500;

/**
 * Which statements name whom, other than as their signer: derived from the log, in memory, moved forward when asked.
 */
class Names {
  #size = 0;
  readonly #of = new Map<string, Naming[]>();

  async advance({ db }: Registry, size: number): Promise<void> {
    while (this.#size < size) {
      const [from, to] = [this.#size, Math.min(size, this.#size + page)];
      const entries = await db
        .selectFrom('log_entry')
        .select(['index', 'entry'])
        .where('index', '>=', from)
        .where('index', '<', to)
        .orderBy('index')
        .execute();
      // Lists are long and name few: PostgreSQL finds who is in them.
      const { rows: listed } = await sql<{ index: number; as: string; identity: string }>`
        select distinct l.statement as index, named.role as as, named.identity
        from list_line l
        join log_entry e on e.index = l.statement and e.kind = 'grant'
        cross join lateral (
          select 'author' as role, l.line::jsonb ->> 'author' as identity
          union all
          select 'owner', jsonb_array_elements_text(l.line::jsonb -> 'owners')
          union all
          select 'depicted', jsonb_path_query(l.line::jsonb, '$.depicts[*].subject') #>> '{}'
        ) as named
        where l.statement >= ${from} and l.statement < ${to} and l.line like '{%' and named.identity is not null
        order by 1, 2, 3`.execute(db);
      let at = 0;
      for (const { index, entry } of entries) {
        for (const [as, identity] of namedInPayload(entry)) this.#add(identity, { index, as });
        for (; at < listed.length && listed[at]!.index === index; at++)
          this.#add(listed[at]!.identity, { index, as: listed[at]!.as });
      }
      this.#size = to;
    }
  }

  #add(identity: string, naming: Naming): void {
    const known = this.#of.get(identity);
    if (known === undefined) this.#of.set(identity, [naming]);
    else known.push(naming);
  }

  of(identity: string): readonly Naming[] {
    return this.#of.get(identity) ?? [];
  }
}

const known = new WeakMap<Registry, { names: Names; turn: Promise<unknown> }>();

/** The statements that name an identity, oldest first; one may name it in several places. */
export const namesOf = async (registry: Registry, identity: string): Promise<readonly Naming[]> => {
  let own = known.get(registry);
  if (own === undefined) known.set(registry, (own = { names: new Names(), turn: Promise.resolve() }));
  const { names } = own;
  const mine = own.turn.then(async () => names.advance(registry, await registry.size()));
  own.turn = mine.catch(() => undefined);
  await mine;
  return names.of(identity);
};

/** Identities anywhere in a payload, under the member at its top that holds them. Its signer is no news. */
const namedInPayload = (entry: Uint8Array): [string, string][] => {
  const signed = decodeEntry(entry);
  const text = signed.ok ? fromUtf8(signed.value.payload) : signed;
  if (!text.ok) return [];
  const payload = JSON.parse(text.value) as Record<string, Json>;
  const found = new Map<string, [string, string]>();
  const walk = (as: string, value: Json): void => {
    if (typeof value === 'string') {
      if (/^(?:did:key:z6Mk|act:)/.test(value) && Identity.safeParse(value).success)
        found.set(`${as} ${value}`, [as, value]);
    } else if (value !== null && typeof value === 'object') {
      for (const member of Object.values(value)) walk(as, member);
    }
  };
  for (const [as, value] of Object.entries(payload)) if (as !== 'iss' && as !== 'aud') walk(as, value);
  return [...found.values()];
};
