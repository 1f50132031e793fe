import { expect, it } from 'vitest';
import { post } from '../../support/plain.ts';
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
  const once = await ask({});
  expect(once.status).toBe(200);
  const twice = await ask({ works: [work(2), work(1), work(2)] });
  expect((twice.body as { files: object }).files).toEqual((once.body as { files: object }).files);
  expect((await ask({ signers: [known, known, someone.did] })).status).toBe(200);
  const unknown = await ask({ signers: [`act:${'b'.repeat(51)}q`] });
  expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found' } });
  const nobody = await ask({ works: [work(3)] });
  expect(nobody).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
