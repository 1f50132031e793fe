import type { GoldenCase } from '../generator.ts';

/** Seeds are SHA-256 of "golden 0", "golden 1", …; parameters reach every kind and ink, and the ends of ranges. */
export const golden: readonly GoldenCase[] = [
  {
    seed: '47bebd67e55d1ee90357a5ce22b2703193035cefbc9dbec45481df664778d16f',
    parameters: {},
    content: '6119ff52386dd4fa4552001852fa79ea9281ffbea052f6ae83dece7e1917302b',
    labels: '499e600a285925905ffa40cdbe49b14fd539eee216df3d05152ae658c74e0515',
    file: '15cf2dd3d7b55e9931f6396a9f46e88d4846e04b84472a18de5940bdea91042f',
  },
  {
    seed: 'a65e708bf319065a6e3e2635aae02596bc6cce2467fe91e66b168a07a661c66d',
    parameters: { kinds: ['digit'], inks: ['light'] },
    content: '6fbf374fe0d6166159fe9574ed14bba98a35760be6cacbfac9c1adcbfaae5d18',
    labels: 'f097570312aedde7c9c1fefa2eacc8b2c0af4a71865452caea5efce30fc04180',
    file: '05a886911fe59e67e7ca25b23a2d1a01e2caea72fed4e7b4eeb12ebce88b802f',
  },
  {
    seed: '0c5442af192dd6d3145e17f505473422cbf0c28755e06cec9d60456f283099ac',
    parameters: { height: 20, kinds: ['digit', 'letter'], maxTurn: 30 },
    content: '7da484e6fffb9aab9ce807ae9b65b8da513c7828cc8ce044a0a7747fefe58470',
    labels: '82c87be8f741c4e0e20e3f58c6d0a65229c04d20901c9740150f589cb60fc8d3',
    file: '5da2d8e31baf314268d7912a11abba8743a24a9e6a9beba10a6d4c1fbd84a763',
  },
  {
    seed: '17bd63ffea3e832838a9cbac2898768434167bc7d509831bf86a4903e9cf25a5',
    parameters: { height: 96, kinds: ['line'] },
    content: '9a9cf5b4763d5a93df40bd26494293ee4b0720bd7ee4604e8355245f39372a22',
    labels: '16ef9e8ab107d198a18e8e55e8edb8a1b44b0cb358e862e30a3fcc636a4d28b0',
    file: '8e58a96dcb84908a3640e772516ea8b43e3cb92ad5b901fe87f54685e0b1d8c4',
  },
  {
    seed: 'f4bb65ce671243325be1725a6e9a6884ffe13d9fb06acea1cd7cf9adaff23ca9',
    parameters: { height: 48, kinds: ['word'], faces: ['hand-02', 'serif-03'] },
    content: '8b480c2fc48b71c5b5f986ca9d0812991a1bb63b35ab728332cadfd417287a3e',
    labels: '3b11c24148849e375452a323577fb8a33ca12f1b04bc6a75b22d6a53ac3d7e1a',
    file: '6c85bd3041174ef9d1b4eb34b40baa91511f5d22767fdfdfef71b025fd296731',
  },
  {
    seed: '6a6511456fedb4f2e959b6e339d0f55fa28a7b5ea0718978a7ae63c938e04b3d',
    parameters: { height: 64, kinds: ['letter'], inks: ['dark'], maxTurn: 0 },
    content: 'ff1abd51ae71b8f432e9c6e10650543d982b36b752a43abd149d3bf4f2fcdb08',
    labels: '6758f5996e0c1574f019602d0a5edf54e64b0532b263ad3368cabe25869055af',
    file: '3f3af2efd51e76f614573e86388e3f18ce7d98d499bd3d45af6a474f6044fb60',
  },
];
