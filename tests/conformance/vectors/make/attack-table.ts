import type { Section, Vector } from './vector.ts';

const sections: readonly Section[] = [
  'Signature',
  'Encoding',
  'Objects',
  'Merkle',
  'Checkpoint',
  'Log',
  'Consent',
  'State',
  'Manifest',
];

/** A page between its two marks: every attack of every file, by section. */
export const fillAttacks = (page: string, files: ReadonlyMap<string, readonly Vector[]>): string => {
  const tables = sections.map((section) => {
    const rows = [...files].flatMap(([file, vectors]) =>
      vectors
        .filter((vector) => vector.section === section && vector.attack !== undefined)
        .map(({ attack, name, neighbour }) => `| ${attack} | \`${name}\` | \`${neighbour}\` | \`${file}\` |`),
    );
    const head = `### ${section}\n\n${rows.length} attacks.\n\n| attack | fails | goes through | in |\n|---|---|---|---|\n`;
    return `${head}${rows.join('\n')}\n`;
  });
  const [begin, end] = ['<!-- attacks -->\n', '<!-- /attacks -->\n'];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error('the page has no place for the table');
  return `${page.slice(0, from + begin.length)}\n${tables.join('\n')}\n${page.slice(to)}`;
};
