import { posix } from 'node:path';
import type { Files, Violation } from './checkout.ts';

/** Each relative link of a Markdown file leads to a file or folder of the repository, and its `#part` to a heading. */
export function violations(files: Files): Violation[] {
  const folders = new Set([...files.keys()].flatMap(foldersAbove));
  return [...files].flatMap(([file, text]) => {
    if (!file.endsWith('.md')) return [];
    return links(text).flatMap((link) => {
      const what = judge(files, folders, file, link);
      return what === undefined ? [] : [{ file, what: `${link} ${what}` }];
    });
  });
}

/** Targets of inline links, of images and of `[name]: target` lines, outside of code. */
export function links(markdown: string): string[] {
  const prose = withoutCode(markdown);
  const inline = prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+["'][^)]*)?\)/g);
  const references = prose.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm);
  const html = prose.matchAll(/<(?:a|img)\s[^>]*?(?:href|src)=["']([^"']+)["']/g);
  return [...inline, ...references, ...html].flatMap(([, target]) => target ?? []);
}

function judge(files: Files, folders: ReadonlySet<string>, file: string, link: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(link)) return undefined;
  if (link.startsWith('/')) return 'starts at the root of a machine or a site';
  const [path = '', part] = link.split('#', 2);
  const target = path === '' ? file : posix.join(posix.dirname(file), decodeURI(path)).replace(/\/$/, '');
  const text = files.get(target);
  if (text === undefined) return folders.has(target) || target === '.' ? undefined : 'leads nowhere';
  if (part === undefined || !target.endsWith('.md')) return undefined;
  return headings(text).includes(part) ? undefined : `leads to no heading of ${target}`;
}

/** The anchors that GitHub makes of headings. */
function headings(markdown: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutFences(markdown).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, heading = '']) => {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words.replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '').replaceAll(/\s/g, '-');
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

function withoutCode(markdown: string): string {
  return withoutFences(markdown).replaceAll(/(`+)[^`](?:[\s\S]*?[^`])?\1(?!`)/g, '');
}

function withoutFences(markdown: string): string {
  return markdown.replaceAll(/^ {0,3}(`{3,}|~{3,})[\s\S]*?(?:^ {0,3}\1[`~]*\s*$|$(?![\s\S]))/gm, '');
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
