import type { GoldenCase } from '../generator.ts';

/** Seeds are SHA-256 of "golden 0", "golden 1", …; parameters reach every background and palette, and the ends of ranges. */
export const golden: readonly GoldenCase[] = [
  {
    seed: '47bebd67e55d1ee90357a5ce22b2703193035cefbc9dbec45481df664778d16f',
    parameters: {},
    content: '51b63b8e8d570320bddbad19c3ab769f87ae3f43fdc68f600c7001bc07acf17d',
    labels: '3389da6473725cafa880127166c795968c8814720e1e6c255b18a113c6da7d20',
    file: '0616cd34b723f054697bf70808e98040c85c493648c4d2f6607153c445ed8626',
  },
  {
    seed: 'a65e708bf319065a6e3e2635aae02596bc6cce2467fe91e66b168a07a661c66d',
    parameters: { size: 32, points: 1000 },
    content: '9e800f14c3f5f28585ba07450298854d04397159e8945864c9c5af543a00a2da',
    labels: '78a1aafe624da073ee5dc463fb49f2df16cf277ec276ff5c0cbc9473eb6b7738',
    file: '4c5cc09853180435cf0563de67ed15567cd7d7396dcc378a34368ae8faf930c9',
  },
  {
    seed: '0c5442af192dd6d3145e17f505473422cbf0c28755e06cec9d60456f283099ac',
    parameters: { size: 512, points: 200_000, minMaps: 8, maxMaps: 8 },
    content: 'b3cb414ec224fc53b5627342824b7a52bdb145b4153a399f13d736c88344664a',
    labels: 'b4a2d7c02e56c58b5e24d1ce281734cca3fc23b8221c42f1e2d19f361f18aa82',
    file: '992ddb2da3c490edefa2067604ac398d6d12330eb055c21625acb75d62050671',
  },
  {
    seed: '17bd63ffea3e832838a9cbac2898768434167bc7d509831bf86a4903e9cf25a5',
    parameters: { size: 97, minMaps: 2, maxMaps: 2, backgrounds: ['cloud'] },
    content: 'f95dec6fa5f172acae1a9cdb025d233409be3c4443f4b6521c421cb8837b1416',
    labels: '1407b5058e30a19cbbea2709aa7c2ba52e5af86c50920de0673335a131499d46',
    file: '509e3933b07527cc63d7b5086bb6917d111a0de17f8071057dafc07796fd29e4',
  },
  {
    seed: 'f4bb65ce671243325be1725a6e9a6884ffe13d9fb06acea1cd7cf9adaff23ca9',
    parameters: { size: 128, backgrounds: ['tint'], palettes: ['grey'] },
    content: '5dca37831bd4c384068efb2308c4b7ae00254a1d1e18afbfd4c23a7d34408a3b',
    labels: '0344b6c6e41f8eb3b1cc47c83fb861b6aeaaf5c6c486081716e29b98584435f8',
    file: '24bf368a2abc677f6086c97c5654960bf80f119c311349127af712c99e401fa5',
  },
  {
    seed: '6a6511456fedb4f2e959b6e339d0f55fa28a7b5ea0718978a7ae63c938e04b3d',
    parameters: { size: 64, backgrounds: ['black'], palettes: ['spectrum'] },
    content: '3858e60b8dedbf051c2bf3beb90acb7502093df2fdb5a069bc7122a2df13fa8b',
    labels: 'a9bda687215f6d1957b88a8630d9c0f1a0dcf4e0c40267db4a708dfd7f2a270d',
    file: 'c0f8441fdb1c8643166123546b134a4838f65716b13a6a12c2f1cdd54992263d',
  },
];
