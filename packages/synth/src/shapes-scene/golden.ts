import type { GoldenCase } from '../generator.ts';

/** Seeds are SHA-256 of "golden 0", "golden 1", …; parameters reach every shape, colour, background, and scenes in rows. */
export const golden: readonly GoldenCase[] = [
  {
    seed: '47bebd67e55d1ee90357a5ce22b2703193035cefbc9dbec45481df664778d16f',
    parameters: {},
    content: '079277be1ed4db53ca634f337eefc9eae48cec6dcd7f26365da6340ada2aed5f',
    labels: '8b818d43fd176802033332db5c1561d247f2505ec4232de34807f0c752d807a7',
    file: 'bb191cf8072c8c27907e3a25c362cf317b5967a61fb5dd729da26a17d32b9530',
  },
  {
    seed: 'a65e708bf319065a6e3e2635aae02596bc6cce2467fe91e66b168a07a661c66d',
    parameters: { size: 64, minObjects: 12, maxObjects: 12 },
    content: '2091c3046c872a0cdf54ec855334e032815b6722eb41a5aaf5c890946695bbf6',
    labels: 'f6fabfb40e8ed68d52dec5b83f2231e6b1b578e01e2db7e9d5b9654a4d7c3010',
    file: '5bc136acf3c7686b6b3602c44055bbd8bce3e7a75e10f57fa09b1ccea54779b7',
  },
  {
    seed: '0c5442af192dd6d3145e17f505473422cbf0c28755e06cec9d60456f283099ac',
    parameters: { size: 512, minObjects: 12, maxObjects: 12 },
    content: '16f3d7cac36195e419ad73c32086302608d9265af9c469a22b521dd26856e598',
    labels: '1bc1790843ab72f9e8b8cdb808c710b28f391a7f112fdac1c49f5c388301427d',
    file: 'bb82a6529aae6110c79de87aa9b0122e3add7972a1de894278a8e29f91568be6',
  },
  {
    seed: '17bd63ffea3e832838a9cbac2898768434167bc7d509831bf86a4903e9cf25a5',
    parameters: { size: 128, maxObjects: 5, minObjects: 1, backgrounds: ['dots'] },
    content: '57d6057368bab173e059b8efa730312a31427e2098e31e9145cb980bd6d492e3',
    labels: '757770d78f07ab79ea81735d3c2ed8d08614847fb4ac016e24a45fae58924eeb',
    file: 'c2158b794d6a1cea18e75a9a9f749999656af207a2348921d08de147c9c4aa5e',
  },
  {
    seed: 'f4bb65ce671243325be1725a6e9a6884ffe13d9fb06acea1cd7cf9adaff23ca9',
    parameters: { size: 97, minObjects: 12, maxObjects: 12, colours: ['red'] },
    content: '3e6ef0777b9041fdf046ed2a5f66e7aeee1b34762e9251035fbcb754fcb7c858',
    labels: 'a0e3c32231ccbe5df88650e9b57e36633b76e4329eb7782c701cc849a55d5482',
    file: '3ff7915242b5bd18c32002e4aafd5d0bc5ec68a1949b89985f26bd23e8cdbe6b',
  },
  {
    seed: '6a6511456fedb4f2e959b6e339d0f55fa28a7b5ea0718978a7ae63c938e04b3d',
    parameters: { size: 300, minObjects: 3, maxObjects: 6, shapes: ['heart', 'star'], backgrounds: ['stripes'] },
    content: '206e87a2f1a3d6b139bbd47f9d030d32ac0a5eef0445608b7ed1a7af6f046f81',
    labels: '8a5dc228c2b672fc141543f6bdf162d781106191c478fa1b49f481f9539c11af',
    file: '47f4952f19bcfbc028ef4ce85a175e16c8d6098fe5877ebbeee2da28d032248e',
  },
  {
    seed: '6055a3b48f3a88eabd446babf4dcc7803dd677fdeb6e4fb6556d4de0e983163c',
    parameters: {
      size: 256,
      minObjects: 10,
      maxObjects: 12,
      shapes: ['circle', 'ring', 'semicircle'],
      colours: ['brown', 'pink', 'purple', 'yellow'],
      backgrounds: ['gradient'],
    },
    content: 'c709d86a403edb89090a23e46c175ada108a13f21071b09a608269b7ac980ef4',
    labels: 'a2b11439c0104280439f33f55c29e1852951f5ee9c3499628b45d7e66d9706c5',
    file: 'c9f668610c5167009dcba2fe78f33abefc8e3a423c0b0bd77596085c26e700bb',
  },
];
