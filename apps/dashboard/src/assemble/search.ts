/** Which draft the address is of, as it was last saved; and the team that it was begun for. */
const placeNames = ['draft', 'saved', 'team'] as const;

/** What is chosen in the room, as it stands in the address: text, because whoever is sent a link may have changed it. */
const names = [
  'uses',
  'aims',
  'who',
  'on',
  'where',
  'from',
  'until',
  'duties',
  'after',
  'sure',
  'tags',
  'mime',
  'shape',
  'people',
  'why',
  'name',
  'version',
  'title',
  'cap',
  'val',
  'test',
  'seed',
  'review',
  'parts',
] as const;

type ChoiceName = (typeof names)[number] | (typeof placeNames)[number];

/** One member a choice; absent where it was not made. */
export type AssembleSearch = { readonly [K in ChoiceName]?: string };

/** A link is no place for more. */
const longest = 8_000;

/** The choices that an address holds. What they mean is looked at where they are used. */
export const readAssembleSearch = (search: Record<string, unknown>): AssembleSearch =>
  Object.fromEntries(
    [...names, ...placeNames].flatMap((name) => {
      const value = search[name];
      const text = typeof value === 'number' || typeof value === 'object' ? JSON.stringify(value) : value;
      return typeof text === 'string' && text !== '' && text.length <= longest ? [[name, text]] : [];
    }),
  );

/** What was chosen, without where it is kept. */
export const choicesIn = (search: AssembleSearch): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));

/** Numbers and lists stand in the address as themselves, not as quoted text. */
const bare = (value: string): string => {
  if (!/^(?:[0-9]{1,9}|\[.*\])$/s.test(value)) return value;
  try {
    return JSON.parse(value) as string;
  } catch {
    return value;
  }
};

/** Choices as an address holds them: without those that were taken back. */
export const inAddress = (search: Readonly<Record<string, string | undefined>>): AssembleSearch =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, bare(value)]],
    ),
  );
