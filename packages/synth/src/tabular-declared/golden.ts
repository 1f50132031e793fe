import type { GoldenCase } from '../generator.ts';

const clinic = {
  columns: ['kind = a 5 | b 3 | c 2', 'kind = d 1', 'dose = 0.5..12.25 bell', 'reply = no 7 | yes 3 missing 10'],
  dependencies: ['kind = b : dose = 20.00..30.00', 'kind = c : reply = yes', 'kind = d : reply = no missing 50'],
};

/** Seeds are SHA-256 of "golden 0", "golden 1", …; the parameters reach every kind of line. */
export const golden: readonly GoldenCase[] = [
  {
    seed: '47bebd67e55d1ee90357a5ce22b2703193035cefbc9dbec45481df664778d16f',
    parameters: {},
    content: '0e47b258ca44637e85f03aaf56666ae771057bedfb2993f06785a72ea8f5e408',
    labels: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    file: '0e47b258ca44637e85f03aaf56666ae771057bedfb2993f06785a72ea8f5e408',
  },
  {
    seed: 'a65e708bf319065a6e3e2635aae02596bc6cce2467fe91e66b168a07a661c66d',
    parameters: clinic,
    content: 'e37640584c86633648b6804e27afac74e42a3b898ca9a0133cc352f08754629d',
    labels: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    file: 'e37640584c86633648b6804e27afac74e42a3b898ca9a0133cc352f08754629d',
  },
  {
    seed: '0c5442af192dd6d3145e17f505473422cbf0c28755e06cec9d60456f283099ac',
    parameters: clinic,
    content: 'b67c0188ef764d55b16ff3f69089e52432c3d91a881a2be5f5de5ea0331a3c4d',
    labels: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    file: 'b67c0188ef764d55b16ff3f69089e52432c3d91a881a2be5f5de5ea0331a3c4d',
  },
  {
    seed: '17bd63ffea3e832838a9cbac2898768434167bc7d509831bf86a4903e9cf25a5',
    parameters: clinic,
    content: 'acc8396861c0f56252d78d761acae7b440367c7dc01eeb33552cd7db4df7d75d',
    labels: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    file: 'acc8396861c0f56252d78d761acae7b440367c7dc01eeb33552cd7db4df7d75d',
  },
  {
    seed: 'f4bb65ce671243325be1725a6e9a6884ffe13d9fb06acea1cd7cf9adaff23ca9',
    parameters: clinic,
    content: '113ddba560a2bf452eb61e3b12cd82c04df1656b6a8ab881ef112c0d6643bda0',
    labels: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    file: '113ddba560a2bf452eb61e3b12cd82c04df1656b6a8ab881ef112c0d6643bda0',
  },
  {
    seed: '6a6511456fedb4f2e959b6e339d0f55fa28a7b5ea0718978a7ae63c938e04b3d',
    parameters: { columns: ['big = -1000000000000..1000000000000', 'one = 5..5'] },
    content: 'a8482399710d6325f8c29855ab1898c765268ed0a3002af17d3ad96b0a13e965',
    labels: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    file: 'a8482399710d6325f8c29855ab1898c765268ed0a3002af17d3ad96b0a13e965',
  },
];
