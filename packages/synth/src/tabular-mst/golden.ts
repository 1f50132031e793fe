import type { GoldenCase } from '../generator.ts';
import { goldenModel, goldenModelHash } from './golden-model.ts';

const drawn = { parameters: { model: goldenModelHash }, model: goldenModel };

/** Seeds are SHA-256 of "golden 0", "golden 1", …; all are drawn from one small model. */
export const golden: readonly GoldenCase[] = [
  {
    ...drawn,
    seed: '47bebd67e55d1ee90357a5ce22b2703193035cefbc9dbec45481df664778d16f',
    content: '9578827441a5f9d00929134df3b6f5da181b2444edfec79843d29c25e103876a',
    labels: '44c1b7c9017f59c956aca4cdcf0c15430758eeca159405cd5573b812d58459c5',
    file: '9578827441a5f9d00929134df3b6f5da181b2444edfec79843d29c25e103876a',
  },
  {
    ...drawn,
    seed: 'a65e708bf319065a6e3e2635aae02596bc6cce2467fe91e66b168a07a661c66d',
    content: '67fcbdccc52751ec48981f8c127481cf94681f86d3118fbda5dc99b73712dc27',
    labels: 'deb7e11db956d271813cb46ff1aa6a121a83a215b1c60aac968cda724e600592',
    file: '67fcbdccc52751ec48981f8c127481cf94681f86d3118fbda5dc99b73712dc27',
  },
  {
    ...drawn,
    seed: '0c5442af192dd6d3145e17f505473422cbf0c28755e06cec9d60456f283099ac',
    content: 'a103e83b3edad296d95f7f617a4f700735821275f88090a4809e2f5f3f2977e0',
    labels: '44c1b7c9017f59c956aca4cdcf0c15430758eeca159405cd5573b812d58459c5',
    file: 'a103e83b3edad296d95f7f617a4f700735821275f88090a4809e2f5f3f2977e0',
  },
  {
    ...drawn,
    seed: '17bd63ffea3e832838a9cbac2898768434167bc7d509831bf86a4903e9cf25a5',
    content: 'd99ac73e1d380ddab1ad3c461f35d58a929bd2c3d62792a64ce88541f02db25d',
    labels: '44c1b7c9017f59c956aca4cdcf0c15430758eeca159405cd5573b812d58459c5',
    file: 'd99ac73e1d380ddab1ad3c461f35d58a929bd2c3d62792a64ce88541f02db25d',
  },
  {
    ...drawn,
    seed: 'f4bb65ce671243325be1725a6e9a6884ffe13d9fb06acea1cd7cf9adaff23ca9',
    content: '01591ec96f1c6daeb5f079cab7560062748a3cc5620616b16cff2c868ebf36c8',
    labels: 'deb7e11db956d271813cb46ff1aa6a121a83a215b1c60aac968cda724e600592',
    file: '01591ec96f1c6daeb5f079cab7560062748a3cc5620616b16cff2c868ebf36c8',
  },
];
