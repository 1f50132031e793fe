import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkLog } from '../../support/check-log.ts';
import { databaseForTest } from '../../support/database.ts';
import { assent, registryFor, temporaryFolder } from '../../support/programs.ts';
import { type SampleCommand, samplesOf, unanswered } from './samples.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const photographs = join(root, 'apps/cli/node_modules/@stdlib');

/** The two pictures that the README asks its reader for. */
const pictures = { 'one.jpg': 'acanthus-mollis', 'two.jpg': 'march-pastoral' };

describe('the README', () => {
  it('shows commands that run in order on a fresh registry, and their real answers', { timeout: 120_000 }, async () => {
    const samples = samplesOf(await readFile(join(root, 'README.md'), 'utf8'));
    expect(samples.length).toBeGreaterThan(8);
    const folder = await temporaryFolder();
    const mine = join(folder, 'mine');
    await mkdir(join(mine, 'pictures'), { recursive: true });
    for (const [name, photograph] of Object.entries(pictures)) {
      const source = join(photographs, `datasets-img-${photograph}`, 'data/image.jpg');
      await cp(source, join(mine, 'pictures', name), { dereference: true });
    }
    const { url } = await databaseForTest();
    const registry = await registryFor({ data: join(folder, 'data'), databaseUrl: url });

    /** What a reader puts in: their folder, their registry, the id that `publish` answered. */
    let published = '';
    const asRead = (word: string): string =>
      word
        .replace(/^\.\.\/mine\b/, mine)
        .replace('http://localhost:4680', registry.address)
        .replace(/^sha256:[0-9a-f]+…$/, published);
    for (const sample of samples) {
      const { code, stdout, stderr } = await assent(sample.args.map(asRead), { registry: registry.address, cwd: root });
      const where = `pnpm assent ${sample.args.join(' ')}\n${stdout}${stderr}`;
      expect({ where, code }).toEqual({ where, code: sample.exitCode });
      if (sample.into !== undefined) await writeFile(asRead(sample.into), stdout);
      if (sample.args[0] === 'publish') published = /^ {2}(sha256:[0-9a-f]{64})$/m.exec(stdout)?.[1] ?? '';
      const missing = unanswered(sample.answers.map(withoutDigits), stdout.replaceAll(mine, '../mine'));
      expect({ where, missing }).toEqual({ where, missing: [] });
    }
    await checkLog(registry.address);
  });
});

/** Ids are new every time: the digits that a document shows of one stand for any. */
const withoutDigits = (answer: string): string => answer.replaceAll(/sha256:[0-9a-f]+…/g, 'sha256:…');

describe('a sample', () => {
  const block = (text: string) => `Before.\n\n\`\`\`sh\n${text}\n\`\`\`\n`;

  it('is read as words, a file, answers and an exit code', () => {
    const text = block(
      'pnpm assent verify bundle \\\n  --trust t.json > out\n# ✓ True. …\n# (exit code 1)\npnpm assent keygen a',
    );
    expect(samplesOf(text)).toEqual<SampleCommand[]>([
      { args: ['verify', 'bundle', '--trust', 't.json'], into: 'out', answers: ['✓ True. …'], exitCode: 1 },
      { args: ['keygen', 'a'], into: undefined, answers: [], exitCode: 0 },
    ]);
    expect(samplesOf(block('npx start'))).toEqual([]);
  });

  it('may hold nothing that would not be run', () => {
    expect(() => samplesOf(block('pnpm assent keygen a\nrm a'))).toThrow('not a command of this program: rm a');
  });

  it('whose answer is another, or comes earlier, is found', () => {
    expect(unanswered(['a … c', 'd'], 'a b c\nx\nd')).toEqual([]);
    expect(unanswered(['a', 'd'], 'd\na')).toEqual(['d']);
    expect(unanswered(['a.'], 'ab')).toEqual(['a.']);
  });
});
