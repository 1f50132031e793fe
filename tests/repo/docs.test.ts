import { expect, test } from 'vitest';
import { checkout } from './checkout.ts';
import { links, violations } from './links.ts';

const planted = (text: string) =>
  violations(
    new Map([
      ['docs/a.md', text],
      ['docs/b.md', '# The log\n## Two: parts\n## Two: parts\n'],
      ['README.md', '# Top'],
    ]),
  );

test('every relative link in the documents leads somewhere', () => {
  expect(violations(checkout())).toEqual([]);
});

test('the check finds documents with links', () => {
  const documents = [...checkout()].filter(([path]) => path.endsWith('.md'));
  expect(documents.flatMap(([, text]) => links(text))).not.toEqual([]);
});

test.each([
  ['[a](./nowhere.md)', 'leads nowhere'],
  ['![a](look.png)', 'leads nowhere'],
  ['[`a`](nowhere.md "title")', 'leads nowhere'],
  ['[a][name]\n\n[name]: nowhere.md', 'leads nowhere'],
  ['<img alt="a" src="nowhere.png">', 'leads nowhere'],
  ['[a](../../beside/README.md)', 'leads nowhere'],
  ['[a](b.md#three)', 'leads to no heading of docs/b.md'],
  ['[a](#nothing)', 'leads to no heading of docs/a.md'],
  ['[a](/docs/b.md)', 'starts at the root of a machine or a site'],
])('%s is found', (text, what) => {
  expect(planted(`# A\n\n${text}\n`)).toEqual([{ file: 'docs/a.md', what: expect.stringContaining(what) }]);
});

test.each([
  '[a](b.md)',
  '[a](b.md#the-log)',
  '[a](./b.md#two-parts-1)',
  '[a](../README.md)',
  '[a](../docs/)',
  '[a](https://example.org/nowhere.md)',
  '[a](mailto:a@example.org)',
  '`[a](nowhere.md)`',
  '```md\n[a](nowhere.md)\n```',
])('%s is not', (text) => {
  expect(planted(`# A\n\n${text}\n`)).toEqual([]);
});
