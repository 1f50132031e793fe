import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalBytes, type Purpose } from '@assent/schema';
import { preAuthenticationEncoding, randomSeed, type Signer } from '@assent/signing';
import { writeKeyFile } from '@assent/signing/key-file';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { photograph } from '../support/photograph.ts';
import { barriers, overflow } from './support/accessibility.ts';
import { openBrowser, openContext, openPage, openPageIn } from './support/browser.ts';
import { openPlace } from './support/place.ts';
import { newSigner, unwrap } from './support/signing.ts';

const browser = await openBrowser();
const place = await openPlace();
const folder = await mkdtemp(join(tmpdir(), 'assent-signers-'));
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
const screenshots = process.env['ASSENT_SCREENSHOTS'] ?? join(tmpdir(), 'assent-screenshots');
await mkdir(screenshots, { recursive: true });

const passphrase = 'plum ladder quiet harbour';
const pictures = ['acanthus-mollis', 'march-pastoral'].map(photograph);
const hashOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

const choose = async (page: Page, button: string, files: string | string[]): Promise<void> => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(files);
};

const save = async (page: Page, button: string): Promise<void> => {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  await (await download).saveAs(join(folder, `${Math.random()}.key`));
};

/** A photographer with a key of their own, who has read some pictures and allows them to be learned from. */
const beginShoot = async (files: string[], options: BrowserContextOptions = {}) => {
  const { page, faults } = await openPage(browser, place.address, options);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url() + (request.postData() ?? '')));
  const path = join(folder, `${Math.random()}.key`);
  const { did } = unwrap(await writeKeyFile(path, randomSeed(), undefined));
  await page.goto('/publish');
  await choose(page, 'Choose a key file', path);
  await choose(page, 'Choose files', files);
  await page.getByText(`${files.length} work${files.length === 1 ? '' : 's'} ready.`).waitFor();
  await page.getByText('Train, but never show them.').click();
  return { page, faults, did, requests };
};

/** Ask somebody by a link. */
const inviteAt = async (page: Page, list: string, at: number): Promise<string> => {
  const party = page.getByRole('list', { name: list }).getByRole('listitem').nth(at);
  await party.getByRole('button', { name: 'Invite by a link…' }).click();
  await party.getByLabel('What they call you').fill('Mara, photographer');
  await party.getByText('Send small pictures of the works along.').click();
  await party.getByRole('button', { name: 'Make the invitation' }).click();
  return party.getByLabel('Send this link to them').inputValue();
};

/** Make a key on the page that asks for a signature, and save all of it. */
const makeKeys = async (page: Page, forChild: boolean): Promise<void> => {
  await page.getByLabel('A passphrase for the key file').fill(passphrase);
  await page.getByRole('button', { name: 'Make the key' }).click();
  await save(page, 'Save your key');
  if (forChild) await save(page, 'Save the child’s key');
  await page.getByText(forChild ? 'I have saved both.' : 'I have saved it.').click();
};

const signAs = async (link: string, forChild: boolean) => {
  const opened = await openPage(browser, place.address);
  const { page } = opened;
  await page.goto(link);
  await page.getByText('Mara, photographer').waitFor();
  await makeKeys(page, forChild);
  await page.getByRole('button', { name: /^Sign for \d works?$/ }).click();
  await page.getByText('Checked just now by this page').waitFor();
  return { ...opened, reply: await page.getByLabel('Your answer, as a link').inputValue() };
};

const trust = await place.api.log.trust.query();
const verdictOf = async (file: string, uses: Purpose['uses']) => {
  const now = Math.floor(Date.now() / 1000);
  const purpose: Purpose = {
    uses,
    commerce: ['research'],
    operator: 'academic',
    downstream: 'none',
    territory: { only: ['ES'] },
    from: now,
    until: now + 86_400,
    duties: ['attribute'],
    onWithdraw: 'remove-from-datasets',
    assurance: { author: 0, guardian: 0, owner: 0, steward: 0, subject: 0 },
  };
  const { decision } = await place.api.works.explain.mutate({ sha256: await hashOf(file), purpose, trust });
  return { verdict: decision.verdict, codes: decision.reasons.map(({ code }) => code) };
};

it('a photographer asks a person and a guardian; each signs on their own device, and only then may models learn', async () => {
  const { page, faults, requests } = await beginShoot(pictures);
  await page.getByText('Yes, and I name them.').click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  const people = page.getByRole('list', { name: 'People in them' });
  await people.getByLabel('Who it is').first().fill('Ana');
  await people.getByLabel('Who it is').last().fill('the boy');
  await people.getByText('A child. A guardian signs in their place.').last().click();
  const toAna = await inviteAt(page, 'People in them', 0);
  const toGuardian = await inviteAt(page, 'People in them', 1);
  await page.reload();
  await page.getByText('Ana has not answered yet.').waitFor();

  const ana = await signAs(toAna, false);
  const guardian = await signAs(toGuardian, true);
  // Neither the pictures, nor what the photographer calls themself, nor the link reached the registry.
  const heard = requests.join(' ');
  expect(heard).not.toContain('Mara');
  expect(heard).not.toContain(toAna.split('#')[1]!.slice(80, 140));

  for (const { reply } of [ana, guardian]) {
    await page.goto('about:blank');
    await page.goto(reply);
    await page.getByText('An answer has come').waitFor();
  }
  await page.getByText('the boy signed.').waitFor();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('2 works ready.').waitFor();
  expect((await verdictOf(pictures[0]!, ['train-generative'])).codes).toContain('no_holder');
  await page.getByRole('button', { name: 'Sign and publish 2 works' }).click();
  await page.getByText('Checked just now by this page').waitFor();
  expect(await verdictOf(pictures[0]!, ['train-generative'])).toEqual({ verdict: 'allow', codes: [] });
  // What nobody of them allowed stays closed.
  expect((await verdictOf(pictures[0]!, ['publish-sample'])).verdict).toBe('deny');

  // Ana takes it back, on her own page, and the picture is out again.
  await ana.page.getByRole('link', { name: 'See or withdraw what I signed' }).click();
  await ana.page.getByRole('button', { name: 'Show the works, or withdraw' }).click();
  await ana.page.getByRole('button', { name: 'Choose all' }).click();
  await ana.page.getByRole('button', { name: 'Withdraw 2 works…' }).click();
  await ana.page.getByRole('button', { name: 'Sign and withdraw 2 works' }).click();
  await ana.page.getByText('It has ended for all of its works.').waitFor();
  expect((await verdictOf(pictures[1]!, ['train-generative'])).codes).toEqual(['subject_grant_missing']);
  expect([faults, ana.faults, guardian.faults].flat()).toEqual([]);
});

it('a client who owns a picture says what may be done with it, and its author what concerns their manner', async () => {
  const picture = photograph('allium-oreophilum');
  const { page, faults } = await beginShoot([picture]);
  await page.getByText('Somebody else, such as a client.').click();
  await page.getByText('First settle who is in the works').waitFor();
  await page.getByText('Nobody', { exact: true }).click();
  const client = await signAs(await inviteAt(page, 'The owner', 0), false);
  // The owner decides; only what concerns the author's manner needs the author too.
  expect((await verdictOf(picture, ['train-generative'])).verdict).toBe('allow');
  expect((await verdictOf(picture, ['train-personal'])).codes).toContain('author_grant_missing');
  await page.goto('about:blank');
  await page.goto(client.reply);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('They signed, and the log has it.').waitFor();
  await page.getByRole('button', { name: 'Sign and publish 1 work' }).click();
  await page.getByText('Checked just now by this page').waitFor();
  expect(await verdictOf(picture, ['train-generative'])).toEqual({ verdict: 'allow', codes: [] });
  expect((await verdictOf(picture, ['train-personal'])).codes).not.toContain('author_grant_missing');
  expect([faults, client.faults].flat()).toEqual([]);
});

/** An invitation taken apart, changed, and signed again by whoever. */
const respell = async (link: string, change: (invitation: Record<string, unknown>) => object, by?: Signer) => {
  const [did, signature, payload] = link.split('#')[1]!.split('.') as [string, string, string];
  const bytes = canonicalBytes(change(JSON.parse(Buffer.from(payload, 'base64url').toString())));
  const message = preAuthenticationEncoding('application/vnd.assent.invitation.v1+json', bytes);
  const signed = by === undefined ? signature : Buffer.from(await by.sign(message)).toString('base64url');
  return `/sign#${by?.did ?? did}.${signed}.${Buffer.from(bytes).toString('base64url')}`;
};

describe('an invitation', () => {
  const thief = newSigner();

  it('that is cut off, changed, of another, too old or for another registry is not shown; its neighbour is', async () => {
    const { page: inviting } = await beginShoot([pictures[0]!]);
    await inviting.getByText('Yes, and I name them.').click();
    const link = await inviteAt(inviting, 'People in them', 0);
    const { page, faults } = await openPage(browser, place.address);
    const past = { made: 1_000, until: 2_000 };
    for (const [sent, words] of [
      [link.slice(0, -9), 'This invitation is cut off'],
      [`/sign#${'x'.repeat(400)}`, 'This invitation is cut off'],
      [await respell(link, (one) => ({ ...one, from: 'Your bank' })), 'This invitation was changed on its way'],
      // Signed by somebody else, who names the photographer.
      [await respell(link, (one) => one, thief), 'This invitation was changed on its way'],
      [
        await respell(link, (one) => ({ ...one, inviter: `act:${'a'.repeat(52)}` }), thief),
        'This invitation was changed on its way',
      ],
      [await respell(link, (one) => ({ ...one, inviter: thief.did, ...past }), thief), 'This invitation is too old'],
      [
        await respell(link, (one) => ({ ...one, inviter: thief.did, aud: 'elsewhere.example' }), thief),
        'This invitation belongs to another registry',
      ],
      [
        await respell(link, (one) => ({ ...one, inviter: thief.did, from: '\u202egnp' }), thief),
        'This invitation is cut off',
      ],
      [await respell(link, (one) => ({ ...one, inviter: thief.did, more: 1 }), thief), 'This invitation is cut off'],
    ] as const) {
      await page.goto('about:blank');
      await page.goto(sent);
      await page.getByRole('alert').getByText(words).waitFor();
      expect(await page.getByRole('button', { name: /^Sign for/ }).count()).toBe(0);
    }
    // Well made, by somebody who may be anybody: shown, with the name that it gives itself and a warning.
    await page.goto('about:blank');
    await page.goto(await respell(link, (one) => ({ ...one, inviter: thief.did, from: 'M\u0430ra Lopez' }), thief));
    await page.getByText('mixes letters of several alphabets').waitFor();
    expect(await page.getByRole('button', { name: /^Sign for/ }).isDisabled()).toBe(true);
    expect(faults).toEqual([]);
  });

  it('can be refused, which tells the inviter and signs nothing; opened again it says what was answered', async () => {
    const { page: inviting } = await beginShoot([pictures[1]!]);
    await inviting.getByText('Yes, and I name them.').click();
    await inviting.getByLabel('Who it is').fill('Olga');
    const link = await inviteAt(inviting, 'People in them', 0);
    const before = (await place.api.overview.query()).size;
    const context = await openContext(browser, place.address);
    const { page } = await openPageIn(context, place.address);
    await page.goto(link);
    await page.getByRole('button', { name: 'I do not agree' }).click();
    const reply = await page.getByLabel('Your answer, as a link').inputValue();
    const { page: again } = await openPageIn(context, place.address);
    await again.goto(link);
    await again.getByText('You answered this in this browser on').waitFor();
    expect((await place.api.overview.query()).size).toBe(before);
    await inviting.goto('about:blank');
    await inviting.goto(reply);
    await inviting.getByText('Olga does not agree.').waitFor();
    await inviting.getByRole('button', { name: 'Go on' }).click();
    await inviting.getByText('Somebody in them does not agree.').waitFor();
    expect(await inviting.getByRole('button', { name: 'Sign and publish 1 work' }).isDisabled()).toBe(true);
    // An answer that claims what the log does not hold changes nothing.
    const forged = {
      said: 'signed',
      invitation: JSON.parse(Buffer.from(reply.split('=')[1]!, 'base64url').toString()).invitation,
      by: thief.did,
      subject: thief.did,
      index: 0,
    };
    await inviting.goto('about:blank');
    await inviting.goto(`/publish#reply=${Buffer.from(canonicalBytes(forged)).toString('base64url')}`);
    await inviting.getByText('The log does not hold what this answer says').waitFor();
  });

  it('leads to saying that something is wrong: a dispute keeps the work out until it is settled', async () => {
    const picture = photograph('nagasaki-boats');
    const { page, faults } = await beginShoot([picture]);
    await page.getByText('Nobody', { exact: true }).click();
    await page.getByRole('button', { name: 'Sign and publish 1 work' }).click();
    await page.getByText('Checked just now by this page').waitFor();
    expect((await verdictOf(picture, ['train-generative'])).verdict).toBe('allow');
    await page.goto(`/works/${await hashOf(picture)}`);
    await page.getByRole('link', { name: 'Say that something is wrong' }).click();
    await page.getByText('Who is said to be in them is wrong, or somebody is missing.').click();
    await page.getByRole('button', { name: 'Sign this for 1 work' }).click();
    await page.getByText('It is recorded, and the proof holds.').waitFor();
    expect(await verdictOf(picture, ['train-generative'])).toEqual({ verdict: 'review', codes: ['disputed'] });
    expect(faults).toEqual([]);
  });
});

for (const [colorScheme, width] of [
  ['light', 360],
  ['dark', 1440],
] as const) {
  it(`every step of signing is whole and accessible, ${colorScheme}, ${width} px wide`, async () => {
    const look = async (page: Page, name: string) => {
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}-${width}.png`), fullPage: true });
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await overflow(page)).toBe(0);
      expect(await barriers(page)).toEqual([]);
    };
    const options = { colorScheme, viewport: { width, height: 900 } };
    const { page: inviting } = await beginShoot(pictures, options);
    await inviting.getByText('Yes, and I name them.').click();
    await inviting.getByLabel('Who it is').fill('the boy');
    await inviting.getByText('A child. A guardian signs in their place.').click();
    const link = await inviteAt(inviting, 'People in them', 0);
    await look(inviting, 'publish-inviting');
    const { page } = await openPage(browser, place.address, options);
    await page.goto('/sign');
    await page.getByRole('heading', { name: 'Open an invitation' }).waitFor();
    await look(page, 'sign-none');
    await page.goto(link);
    await page.getByText('Mara, photographer').waitFor();
    await page.getByRole('button', { name: 'Something is wrong with these works' }).click();
    await makeKeys(page, true);
    await look(page, 'sign-asked');
    await page.getByRole('button', { name: 'Sign for 2 works' }).click();
    await page.getByText('Checked just now by this page').waitFor();
    await look(page, 'sign-signed');
    await page.goto('about:blank');
    await page.goto('/sign#broken');
    await page.getByText('This invitation is cut off').waitFor();
    await look(page, 'sign-broken');
    await inviting.reload();
    await inviting.getByText('the boy has not answered yet.').waitFor();
    await look(inviting, 'publish-waiting');
  });
}
