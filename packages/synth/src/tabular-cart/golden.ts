import type { GoldenCase } from '../generator.ts';
import { goldenModel, goldenModelHash } from './golden-model.ts';

const drawn = { parameters: { model: goldenModelHash }, model: goldenModel };

/** Seeds are SHA-256 of "golden 0", "golden 1", …; all are drawn from one small model. */
export const golden: readonly GoldenCase[] = [
  {
    ...drawn,
    seed: '47bebd67e55d1ee90357a5ce22b2703193035cefbc9dbec45481df664778d16f',
    content: '775e32e5629dbc27bd6763472c9a89367cee3913ea8323a32edbe6c110b3d067',
    labels: 'deb7e11db956d271813cb46ff1aa6a121a83a215b1c60aac968cda724e600592',
    file: '775e32e5629dbc27bd6763472c9a89367cee3913ea8323a32edbe6c110b3d067',
  },
  {
    ...drawn,
    seed: 'a65e708bf319065a6e3e2635aae02596bc6cce2467fe91e66b168a07a661c66d',
    content: 'be137f904ee517a46aa6375b7d20b834235e95a6d00a62a46e26ee23e198a1ca',
    labels: 'deb7e11db956d271813cb46ff1aa6a121a83a215b1c60aac968cda724e600592',
    file: 'be137f904ee517a46aa6375b7d20b834235e95a6d00a62a46e26ee23e198a1ca',
  },
  {
    ...drawn,
    seed: '0c5442af192dd6d3145e17f505473422cbf0c28755e06cec9d60456f283099ac',
    content: '70b4b6a53a6a8ad78ea428ca431eeca98ccd1b68b64e67d7dc4bc4df400c3508',
    labels: '44c1b7c9017f59c956aca4cdcf0c15430758eeca159405cd5573b812d58459c5',
    file: '70b4b6a53a6a8ad78ea428ca431eeca98ccd1b68b64e67d7dc4bc4df400c3508',
  },
  {
    ...drawn,
    seed: '17bd63ffea3e832838a9cbac2898768434167bc7d509831bf86a4903e9cf25a5',
    content: 'ec69121f2bf75b7a05a7d9e25d432a8ced419c94d4f62341be44e041314d823a',
    labels: '44c1b7c9017f59c956aca4cdcf0c15430758eeca159405cd5573b812d58459c5',
    file: 'ec69121f2bf75b7a05a7d9e25d432a8ced419c94d4f62341be44e041314d823a',
  },
  {
    ...drawn,
    seed: 'f4bb65ce671243325be1725a6e9a6884ffe13d9fb06acea1cd7cf9adaff23ca9',
    content: '8f65426ca527d064947079686b67c9ef629208703ff0005b09a840efef1330b2',
    labels: '44c1b7c9017f59c956aca4cdcf0c15430758eeca159405cd5573b812d58459c5',
    file: '8f65426ca527d064947079686b67c9ef629208703ff0005b09a840efef1330b2',
  },
];
