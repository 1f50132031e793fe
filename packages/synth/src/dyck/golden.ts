import type { GoldenCase } from '../generator.ts';

/** Seeds are SHA-256 of "golden 0", "golden 1", …; parameters reach both languages and the ends of ranges. */
export const golden: readonly GoldenCase[] = [
  {
    seed: '47bebd67e55d1ee90357a5ce22b2703193035cefbc9dbec45481df664778d16f',
    parameters: {},
    content: 'a4f18c648c579b970c1dd8381619943be5269114ca9f4b8b99d1143ceb7ab26d',
    labels: '99daf4af480a0185ff3cd442b62b47912b7f99fa5d2ebcf25cb6abf0f495a3d5',
    file: 'd58d2fc784faac619774469bc463ff5df2729ba25a0deb7b41a3e0f913205227',
  },
  {
    seed: 'a65e708bf319065a6e3e2635aae02596bc6cce2467fe91e66b168a07a661c66d',
    parameters: { languages: ['nested'] },
    content: '39c7f9b68bfcece2ddfba7b9649706d7498cca2b6c177304e392af08e194a11f',
    labels: '10acc9582cbdb6337923c42b75abb7ed89c1b25d1b65457ed8e89cb09ace9b7e',
    file: 'b8b0641d1abad4d96cc9b1699a911396fb174e42293f7cfab48c8b56c3667842',
  },
  {
    seed: '0c5442af192dd6d3145e17f505473422cbf0c28755e06cec9d60456f283099ac',
    parameters: { types: 1, tokens: 16, maxDepth: 1 },
    content: '8e95c15242ea4d25cb94270f03c6476092250fb2e6c40955fe86547492f9caa6',
    labels: '87a431d618078b3a1135ff3a3df42f9fce3ed83ecc42b5e43728da8768e6786c',
    file: '639da0cab8150388e48129a469e115f76d014687ebe612796dd9ec00882ba33b',
  },
  {
    seed: '17bd63ffea3e832838a9cbac2898768434167bc7d509831bf86a4903e9cf25a5',
    parameters: { types: 256, tokens: 8192, maxDepth: 1024, languages: ['shuffle'] },
    content: 'e82ad172f4a3520b36d1ac1c6a1b25b9ed04533977bce1074c879573eb0809df',
    labels: '3c1af03c9a9eeabb39285571c6e74fa406cdde70ca5fd0e7c89d536ac9fd9e54',
    file: 'e1d5004d31efd9ca0368c665ad49e45db4649f89e7158860caeb84daf8ffb07d',
  },
  {
    seed: 'f4bb65ce671243325be1725a6e9a6884ffe13d9fb06acea1cd7cf9adaff23ca9',
    parameters: { types: 2, tokens: 100, maxDepth: 3 },
    content: '9ec797b770b860df5bf79413c3d7fe706a11a44613bce7cf6e578d80327fe33f',
    labels: 'c702964bb1c22e1b461d2ad0fc20287b991e063f7295e65a93bead283fc057f2',
    file: 'da550864aa2a2dd07840edee0e7869c796d22233e05ac0aa2496b31b38f56b56',
  },
];
