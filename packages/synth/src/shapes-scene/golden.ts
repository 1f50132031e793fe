import type { GoldenCase } from '../generator.ts';

/** Seeds are SHA-256 of "golden 0", "golden 1", …; parameters reach every shape, colour, background, and scenes in rows. */
export const golden: readonly GoldenCase[] = [
  {
    seed: '47bebd67e55d1ee90357a5ce22b2703193035cefbc9dbec45481df664778d16f',
    parameters: {},
    content: '079277be1ed4db53ca634f337eefc9eae48cec6dcd7f26365da6340ada2aed5f',
    labels: '8b818d43fd176802033332db5c1561d247f2505ec4232de34807f0c752d807a7',
    file: 'ea7482f3b38ade1c2a3f99b34cdb87dcd3b7ebbd458240adfff0b2652c5b6b8d',
  },
  {
    seed: 'a65e708bf319065a6e3e2635aae02596bc6cce2467fe91e66b168a07a661c66d',
    parameters: { size: 64, minObjects: 12, maxObjects: 12 },
    content: '2091c3046c872a0cdf54ec855334e032815b6722eb41a5aaf5c890946695bbf6',
    labels: 'f6fabfb40e8ed68d52dec5b83f2231e6b1b578e01e2db7e9d5b9654a4d7c3010',
    file: 'd6a967f8ac755b510cc913eb203fdb5a0bb07ca60734276805f0cc35c6c7047d',
  },
  {
    seed: '0c5442af192dd6d3145e17f505473422cbf0c28755e06cec9d60456f283099ac',
    parameters: { size: 512, minObjects: 12, maxObjects: 12 },
    content: '16f3d7cac36195e419ad73c32086302608d9265af9c469a22b521dd26856e598',
    labels: '1bc1790843ab72f9e8b8cdb808c710b28f391a7f112fdac1c49f5c388301427d',
    file: '5d2e0db685a4b8308ead4dca755281fcfc48f71f6c4cd8bfcfe15a48ff36c226',
  },
  {
    seed: '17bd63ffea3e832838a9cbac2898768434167bc7d509831bf86a4903e9cf25a5',
    parameters: { size: 128, maxObjects: 5, minObjects: 1, backgrounds: ['dots'] },
    content: '57d6057368bab173e059b8efa730312a31427e2098e31e9145cb980bd6d492e3',
    labels: '757770d78f07ab79ea81735d3c2ed8d08614847fb4ac016e24a45fae58924eeb',
    file: '80a52659574f606923c3c94b5481cc16940ad6cdbbd29b28ffc9a3e1d461ad03',
  },
  {
    seed: 'f4bb65ce671243325be1725a6e9a6884ffe13d9fb06acea1cd7cf9adaff23ca9',
    parameters: { size: 97, minObjects: 12, maxObjects: 12, colours: ['red'] },
    content: '3e6ef0777b9041fdf046ed2a5f66e7aeee1b34762e9251035fbcb754fcb7c858',
    labels: 'a0e3c32231ccbe5df88650e9b57e36633b76e4329eb7782c701cc849a55d5482',
    file: '7ade9cda0dbeba964e46d807bba9f49107046d88c4cb592925e3e5680e00b464',
  },
  {
    seed: '6a6511456fedb4f2e959b6e339d0f55fa28a7b5ea0718978a7ae63c938e04b3d',
    parameters: { size: 300, minObjects: 3, maxObjects: 6, shapes: ['heart', 'star'], backgrounds: ['stripes'] },
    content: '206e87a2f1a3d6b139bbd47f9d030d32ac0a5eef0445608b7ed1a7af6f046f81',
    labels: '8a5dc228c2b672fc141543f6bdf162d781106191c478fa1b49f481f9539c11af',
    file: '1e1139ad5d8dcecd89211ec0d17f3919ff554407d22de061035eca58bcfadc70',
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
    file: '8e48ba37a3aea4c2be40da90b19d12b02d79869f87d0ea23a2de722213b5ef07',
  },
];
