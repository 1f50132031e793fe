import { generatorNamed } from '@assent/synth';
import type { Specification } from '@assent/schema';
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { offeredGenerators } from '../../apps/dashboard/src/assemble/generator-words.ts';
import { assentJson, temporaryFolder } from '../support/programs.ts';
import { barriers, overflow } from './support/accessibility.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { openPlace } from './support/place.ts';
import { fillWithSample, plates, views } from './support/sample.ts';
import { newSigner, publishGrant, sha256Of } from './support/signing.ts';

const place = await openPlace();
await fillWithSample(place);
const browser = await openBrowser();

/** Eight works: three free to train on for who names the author, three for research, two withdrawn. */
const purpose = {
  uses: 'train-predictive',
  aims: 'sell-outputs',
  who: 'company',
  on: 'none',
  where: 'DE ES FR',
  from: '2026-01-01',
  until: '2027-06-30',
  duties: 'attribute',
  after: 'remove-from-datasets',
  sure: '0-0-0-0-0',
};

const addressOf = (choices: Readonly<Record<string, string>>): string =>
  `/assemble?${new URLSearchParams({ ...purpose, ...choices }).toString()}`;

const dataset = {
  title: 'Old views',
  name: 'old-views',
  version: '1.0.0',
  val: '0',
  test: '0',
  review: '180',
  cap: 'never',
  seed: '8f'.repeat(32),
};

const countOf = (page: Page, eligible: number, works = 8) =>
  page
    .getByRole('status', { name: 'Count' })
    .getByText(new RegExp(`^${eligible} of ${works} works? qualif(?:y|ies)\\.$`))
    .waitFor();

const step = (page: Page, name: RegExp | string) => page.getByRole('table').getByRole('button', { name });

describe('a purpose', () => {
  it('is chosen by keyboard alone, nothing is chosen beforehand, and works are counted when all of it is', async () => {
    const { page, faults } = await openPage(browser, place.address);
    await page.goto('/assemble');
    await page.getByRole('heading', { name: 'Still to choose' }).waitFor();
    const form = page.getByRole('form', { name: 'Purpose' });
    expect(await form.getByRole('radio', { checked: true }).count()).toBe(0);
    expect(await form.getByRole('checkbox', { checked: true }).count()).toBe(0);
    const tick = async (name: string) => {
      await tabTo(page, 'checkbox', name);
      await page.keyboard.press('Space');
    };
    /** Into a group by tab, within it by arrow. */
    const pick = async (group: string, name: string) => {
      await tabInto(page, group);
      for (let i = 0; i < 6; i++) {
        await page.keyboard.press(i === 0 ? 'Space' : 'ArrowDown');
        const chosen = page.getByRole('radiogroup', { name: group, exact: true }).getByRole('radio', { name });
        if (await chosen.isChecked()) return;
      }
      throw new Error(`no ${name} in ${group}`);
    };
    await tick('Train models that classify');
    await tick('Sell what the model makes');
    await pick('Who are you?', 'A company');
    await pick('Will you pass the result on?', 'No, the result');
    await pick('Where?', 'In these countries');
    await tabTo(page, 'textbox', 'Countries');
    await page.keyboard.type('de fr es');
    await tabTo(page, 'textbox', 'First day');
    await page.keyboard.type('01012026');
    await tabTo(page, 'textbox', 'The day it has ended');
    await page.keyboard.type('06302027');
    await tick('Name the authors');
    await pick('What will you do when somebody withdraws?', 'Take the work out');
    await pick('How well do you have to know who signed?', 'A key is enough');
    await countOf(page, 3);
    await page.getByText('Companies want to train models that classify or find things').waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual(
      expect.objectContaining({ ...purpose, seed: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    );
    expect(faults).toEqual([]);
  });

  it('is in the address: it is shared by its link, and the way back takes a choice back', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto(addressOf({}));
    await countOf(page, 3);
    await page.getByRole('checkbox', { name: 'Name the authors' }).press('Space');
    await page.getByText('what you give in return').waitFor();
    await page.goBack();
    await countOf(page, 3);
  });

  it('of which one thing is said otherwise counts what was foretold', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto(addressOf({ who: 'academic', aims: 'research' }));
    await countOf(page, 3);
    await page.getByText('With telling the holders: 3 more').waitFor();
    await page.getByText('Without naming the authors: 3 fewer').waitFor();
    await page.getByRole('checkbox', { name: 'Tell the holders' }).press('Space');
    await countOf(page, 6);
    await page.getByRole('button', { name: 'Say it so: 3 works. Without telling the holders: 3 fewer' }).click();
    await countOf(page, 3);
    await page.getByRole('button', { name: 'Say it so: 0 works. Without naming the authors: 3 fewer' }).click();
    await countOf(page, 0);
    await page.getByRole('checkbox', { name: 'None of these', checked: true }).waitFor();
  });

  it('that a link broke is asked for again, and nothing of it is guessed', async () => {
    const { page, faults } = await openPage(browser, place.address);
    await page.goto(
      addressOf({
        uses: 'everything',
        where: 'Atlantis',
        until: '2020-01-01',
        sure: '9-9',
        parts: '[{"name":1}]',
        tags: '<b>',
      }),
    );
    for (const missing of ['what you will do with the works', 'where', 'how well holders have to be known'])
      await page.getByRole('listitem').getByText(missing, { exact: true }).waitFor();
    await page.goto(addressOf({ until: '2020-01-01' }));
    await page.getByText('an end that is after the beginning').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('a step of the waterfall', () => {
  it('opens the works that fell out there, each with its reasons, whose word it is, and the way to the work', async () => {
    const { page, faults } = await openPage(browser, place.address);
    await page.goto(addressOf({}));
    await countOf(page, 3);
    await step(page, 'An owner of this work has not agreed.').press('Enter');
    const [first] = plates.map((plate) => sha256Of(plate)).toSorted();
    const works = page.getByRole('list', { name: 'Works', exact: true });
    await works.getByRole('listitem').nth(1).waitFor();
    expect(await works.getByRole('listitem').count()).toBe(2);
    await works
      .getByRole('button', { name: new RegExp(`^${first!.slice(0, 6)}.* An owner of this work has not agreed\\.`) })
      .press('Enter');
    const why = page.getByRole('region', { name: 'Why' });
    await why.getByText('owner_grant_missing').waitFor();
    await why.getByRole('link', { name: 'All that was said about it' }).waitFor();
    expect(new URL(page.url()).searchParams.get('why')).toBe('owner_grant_missing');
    await why.getByRole('link', { name: 'All that was said about it' }).click();
    await page.waitForURL(`**/works/${first}`);
    await page.getByText('No permission is in force').waitFor();
    await page.goBack();
    await countOf(page, 3);
    expect(faults).toEqual([]);
  });

  it('leads to the statement that a reason rests on', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto(addressOf({ why: 'operators_not_granted' }));
    await page.getByRole('list', { name: 'Works', exact: true }).getByRole('button').first().click();
    const why = page.getByRole('region', { name: 'Why' });
    await why.getByText('It was not allowed to this kind of organisation.').waitFor();
    await why
      .getByRole('link', { name: /^entry / })
      .first()
      .click();
    await page.waitForURL('**/log/*');
  });

  it('shows those that qualify too', async () => {
    const { page } = await openPage(browser, place.address);
    await page.goto(addressOf({}));
    await step(page, 'Qualify for this purpose').click();
    const works = page.getByRole('list', { name: 'Works', exact: true });
    for (const view of views)
      await works
        .getByRole('button', { name: new RegExp(`^${sha256Of(view).slice(0, 6)}.* Every holder agreed`) })
        .waitFor();
  });
});

it('a team goes from its purpose to files that the terminal program makes a verified bundle of', async () => {
  const { page, faults } = await openPage(browser, place.address);
  await page.goto(addressOf({}));
  await countOf(page, 3);
  await page.getByRole('button', { name: 'photograph 3' }).click();
  await page.getByText('Works tagged photograph').first().waitFor();
  await page.getByRole('textbox', { name: 'Title of the part' }).fill('Views');
  await page.getByRole('textbox', { name: 'How many' }).fill('5');
  await page.getByRole('radio', { name: 'Declare what is missing' }).press('Space');
  await page.getByRole('button', { name: 'Add this part' }).click();
  await page.getByRole('list', { name: 'Parts' }).getByText('Views: 5').waitFor();
  await page.getByRole('textbox', { name: 'Title of the part' }).fill('Scenes');
  await page.getByRole('textbox', { name: 'How many' }).fill('4');
  await page.getByRole('radio', { name: /Scenes of plain shapes/ }).press('Space');
  await page.getByRole('textbox', { name: 'Synthetic at most' }).fill('100');
  await page.getByRole('button', { name: 'Add this part' }).click();
  await page.getByRole('textbox', { name: 'Title of the dataset' }).fill('Old views');
  await page.getByRole('textbox', { name: 'Version' }).fill('1.0.0');
  await page.getByRole('textbox', { name: 'Validation, percent' }).fill('0');
  await page.getByRole('textbox', { name: 'Test, percent' }).fill('0');
  await page.getByRole('textbox', { name: 'Look at it again' }).fill('180');
  await page.getByRole('checkbox', { name: 'No limit for one person' }).press('Space');
  await page.getByRole('button', { name: 'See what would be chosen' }).click();
  await page.getByText('3 works would be taken').waitFor();
  const row = page.getByRole('row', { name: /^views/ });
  expect((await row.getByRole('cell').allInnerTexts()).slice(0, 4)).toEqual(['5', '3', '0', '2']);

  const folder = await temporaryFolder();
  for (const [button, name] of [
    ['Specification', 'spec.json'],
    ['Trust policy', 'trust.json'],
  ] as const) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    await (await download).saveAs(join(folder, name));
  }
  const command = await page.getByRole('region', { name: 'Command' }).innerText();
  expect(command).toContain(`--registry ${place.address}`);
  const specification = JSON.parse(await readFile(join(folder, 'spec.json'), 'utf8')) as Specification;
  expect(new URL(page.url()).searchParams.get('seed')).toBe(specification.seed);

  const at = { registry: place.address, cwd: folder };
  await assentJson(['keygen', 'team.key'], at);
  const files = ['--spec', 'spec.json', '--trust', 'trust.json', '--key', 'team.key', '--out', 'bundle'];
  const assembled = await assentJson(['assemble', ...files], at);
  expect(assembled).toMatchObject({ code: 0, answer: { ok: true, eligible: 3 } });
  const verified = await assentJson(['verify', 'bundle', '--trust', 'trust.json'], at);
  expect(verified).toMatchObject({ code: 0, answer: { ok: true } });
  expect(faults).toEqual([]);
});

it('every generator that is offered takes what a part says of it', () => {
  for (const value of offeredGenerators) {
    const found = generatorNamed(value);
    expect(found.ok && { value, takes: found.value.prepare({}).ok }).toEqual({ value, takes: true });
  }
});

it('says that the log has grown since, and counts again when asked', async () => {
  const { page } = await openPage(browser, place.address);
  const growing = await openPlace();
  await publishGrant(growing, newSigner(), [views[0]!]);
  await page.goto(`${growing.address}${addressOf({})}`);
  await countOf(page, 1, 1);
  await publishGrant(growing, newSigner(), [views[1]!]);
  await page.getByText('1 entry was recorded since these works were counted.').waitFor();
  await countOf(page, 1, 1);
  await page.getByRole('button', { name: 'Count again' }).click();
  await countOf(page, 2, 2);
});

it('keeps what it counted when the registry goes away, and says that it does not answer', async () => {
  const leaving = await openPlace();
  await publishGrant(leaving, newSigner(), [views[0]!]);
  const { page } = await openPage(browser, leaving.address);
  await page.goto(addressOf({}));
  await countOf(page, 1, 1);
  await leaving.registry.stop();
  await page.getByRole('status', { name: 'Connection' }).getByText('The registry does not answer').waitFor();
  await page.getByText('of 1 work qualifies', { exact: true }).waitFor();
  await page.getByRole('checkbox', { name: 'Tell the holders' }).press('Space');
  await page.getByRole('alert').getByText('The registry does not answer').first().waitFor();
});

const screenshots = process.env['ASSENT_SCREENSHOTS'] ?? join(tmpdir(), 'assent-screenshots');

const part = (name: string, fill: unknown) => ({
  name,
  title: name,
  quota: 4,
  match: { tags: ['photograph'], people: 'none' },
  fill,
});

const states: readonly {
  readonly name: string;
  readonly path: string;
  readonly reach: (page: Page) => Promise<unknown>;
}[] = [
  {
    name: 'empty',
    path: '/assemble',
    reach: (page) => page.getByRole('heading', { name: 'Still to choose' }).waitFor(),
  },
  {
    name: 'counted',
    path: addressOf({ why: 'operators_not_granted' }),
    reach: async (page) => {
      await page.getByRole('list', { name: 'Works', exact: true }).getByRole('button').first().click();
      await page
        .getByRole('region', { name: 'Why' })
        .getByRole('link', { name: /^entry / })
        .first()
        .waitFor();
    },
  },
  {
    name: 'apart',
    path: addressOf({ sure: '0-1-0-2-0', where: 'not US', tags: 'photograph', until: 'never' }),
    reach: (page) => page.getByText('Works tagged photograph').first().waitFor(),
  },
  {
    name: 'previewed',
    path: addressOf({
      ...dataset,
      parts: JSON.stringify([
        part('views', null),
        part('scenes', { generator: 'shapes-scene', parameters: {}, maxSharePercent: 100, syntheticOnly: true }),
      ]),
    }),
    reach: async (page) => {
      await page.getByRole('button', { name: 'See what would be chosen' }).click();
      await page.getByText('3 works would be taken').waitFor();
    },
  },
];

it.each(states)('the room is whole and accessible in light and dark, narrow and wide: $name', async (state) => {
  const { page, faults } = await openPage(browser, place.address);
  await page.goto(state.path);
  await state.reach(page);
  await mkdir(screenshots, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1440]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({
        path: join(screenshots, `assemble-${state.name}-${colorScheme}-${width}.png`),
        fullPage: true,
      });
      expect(await overflow(page)).toBe(0);
      expect(await barriers(page)).toEqual([]);
    }
  }
  expect(faults).toEqual([]);
});

/** Go on by tab until something has the focus. */
const tabTo = async (page: Page, role: 'checkbox' | 'textbox', name: string) => {
  const wanted = page
    .getByRole(role, { name })
    .or(page.getByLabel(name, { exact: true }))
    .first();
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`tab does not reach ${name}`);
};

const tabInto = async (page: Page, name: string) => {
  const group = page.getByRole('radiogroup', { name, exact: true });
  for (let presses = 0; presses < 60; presses++) {
    if (await group.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`tab does not reach ${name}`);
};
