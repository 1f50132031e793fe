import type { GoldenCase } from '../generator.ts';

/** Seeds are SHA-256 of "golden 0", "golden 1", …; parameters reach every type and the ends of ranges. */
export const golden: readonly GoldenCase[] = [
  {
    seed: '47bebd67e55d1ee90357a5ce22b2703193035cefbc9dbec45481df664778d16f',
    parameters: {},
    content: 'c7e7fd26ef0c4f47a5869dabdc43ac766f65fe64974b145555911550566d2444',
    labels: '9f917132c97fdf55629eeff4a0b66dff4d7377482bb15e5fd5ea5c7199124cb8',
    file: '5522cbbc2eb065d63707d3b9f3f68cf460c1f325127de9d59b6d7a1ddf039fe6',
  },
  {
    seed: 'a65e708bf319065a6e3e2635aae02596bc6cce2467fe91e66b168a07a661c66d',
    parameters: { rate: 8000, milliseconds: 500, maxEvents: 1 },
    content: '1452f21b1e99631cb1e47405d70597c0c26be52d36c4023f318d9ad5558210b2',
    labels: '296e870a87e9226888b049165b8113db8e59f523cafe9ab8bdf194be5a5df46f',
    file: '73e097dea7d99f5db7467adc7d450f6ec476bd82ed3a330f6dcd690047756bc2',
  },
  {
    seed: '0c5442af192dd6d3145e17f505473422cbf0c28755e06cec9d60456f283099ac',
    parameters: { rate: 48_000, types: ['harmonic'], milliseconds: 2000 },
    content: '035fd1f7404cbc76cc9bf036b7351266b61674ee49df7225c22a62c791632d49',
    labels: '2d6ff4b9acfeac926a15a64298fcd0b360aecd2a480c1f05b6b86e36f1f3e858',
    file: '683f96c92ab8a35d4b05cc9945156465c205134ae4ccf2a00b5dcd831758f182',
  },
  {
    seed: '17bd63ffea3e832838a9cbac2898768434167bc7d509831bf86a4903e9cf25a5',
    parameters: { types: ['fm', 'noise'], minEvents: 8, maxEvents: 8 },
    content: 'fc7643b2c910fce0b4ee94e899c130afbf3e9ff87605991e26265bf53a6988ac',
    labels: '1a1c8326c6393de1340240dfb324dfd87495349217272276aac3928729135f1f',
    file: 'e05ac81c96340b07840ab08ed1a7272d155cd64070f32957928ac8499c7fe082',
  },
  {
    seed: 'f4bb65ce671243325be1725a6e9a6884ffe13d9fb06acea1cd7cf9adaff23ca9',
    parameters: { rate: 22_050, types: ['additive'], milliseconds: 10_000 },
    content: 'd9208530e7e1deaa9b5c7d3c61de158943c7a543dad5020c6458ea3f257e59b2',
    labels: 'aa4d11418b79921f2ba1909c2db58dfadb450622928898c89f7dc7d4e2ce595e',
    file: '6bc18f982769f6998eb2c336f99fb8331365a7be34d944d875fb75c547c1c8b8',
  },
];
