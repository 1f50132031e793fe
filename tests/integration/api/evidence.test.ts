import { expect, it } from 'vitest';
import { askEvidence, post } from '../../support/plain.ts';
import { attestOf, grantOver, setting, work } from './setting.ts';

it('evidence is the same for works that are named twice, and is not of identities that nobody named', async () => {
  const { address, origin, someone } = await setting();
  await post(address, '/statements', await grantOver(someone, origin, [work(1), work(2)]));
  const known = `act:${'a'.repeat(52)}`;
  await post(address, '/statements', await attestOf(someone, origin, known));
  const stated = await post(address, '/states', {});
  const { index: state } = stated.body as { index: number };
  const ask = (question: object) =>
    post(address, '/evidence', { state, works: [work(1), work(2)], signers: [], slices: [], ...question });
  const shown = { state, works: [work(1), work(2)], signers: [], slices: [] };
  const once = await askEvidence(address, shown);
  const twice = await askEvidence(address, { ...shown, works: [work(2), work(1), work(2)] });
  expect(twice.files).toEqual(once.files);
  expect(once.head).toMatchObject({ asOf: { state: { index: state } }, stateLines: 3 });
  const ofSigners = await askEvidence(address, { ...shown, signers: [known, known, someone.did] });
  expect(ofSigners.files.works).toEqual(once.files.works);
  const unknown = await ask({ signers: [`act:${'b'.repeat(51)}q`] });
  expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found' } });
  const nobody = await ask({ works: [work(3)] });
  expect(nobody).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
