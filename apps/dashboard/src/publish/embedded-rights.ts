import { load } from 'exifreader';

/** What a file says of itself, as it stands there: whoever shows or publishes it looks at it first. */
export interface EmbeddedRights {
  readonly creator?: string;
  readonly copyright?: string;
  readonly title?: string;
}

/** Where files keep it: what lies further in is left alone. */
const head = 1024 * 1024;
/** Characters that are taken of a field; a longer one is no name. */
const longest = 300;

/** What the reader of tags puts where a value lies outside the file. */
const faulty = '<faulty value>';

interface Tag {
  readonly description?: unknown;
}
type Group = Readonly<Record<string, Tag | readonly Tag[] | undefined>>;

const textOf = (...tags: readonly (Tag | readonly Tag[] | undefined)[]): string | undefined =>
  tags
    .flat()
    .map((tag) => (typeof tag?.description === 'string' ? tag.description.trim() : ''))
    .find((text) => text !== '' && text !== faulty && text.length <= longest);

/**
 * What a picture says of who made it and whose it is: IPTC IIM, then Exif, the order in which photographers' programs
 * keep them current. XMP is left alone: a worker has no parser for it, and those programs write the same into IPTC. A file that says nothing, or says it brokenly, says nothing.
 */
export const readEmbeddedRights = async (file: File): Promise<EmbeddedRights> => {
  try {
    const { exif, iptc } = load(await file.slice(0, head).arrayBuffer(), {
      expanded: true,
      includeTags: { exif: ['Artist', 'Copyright'], iptc: ['By-line', 'Copyright Notice', 'Object Name'] },
    });
    const [e, i] = [exif ?? {}, iptc ?? {}] as unknown as [Group, Group];
    const creator = textOf(i['By-line'], e['Artist']);
    const copyright = textOf(i['Copyright Notice'], e['Copyright']);
    const title = textOf(i['Object Name']);
    return {
      ...(creator !== undefined && { creator }),
      ...(copyright !== undefined && { copyright }),
      ...(title !== undefined && { title }),
    };
  } catch {
    return {};
  }
};
