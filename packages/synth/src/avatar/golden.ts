import type { GoldenCase } from '../generator.ts';

/** Seeds are SHA-256 of "golden 0", "golden 1", …; parameters reach every style, and the ends of the range. */
export const golden: readonly GoldenCase[] = [
  {
    seed: '47bebd67e55d1ee90357a5ce22b2703193035cefbc9dbec45481df664778d16f',
    parameters: {},
    content: 'd5ae206d4dcb1b321661352e720f3039515e5f11a2883fe225575a25c09091ad',
    labels: '112fd05026ecbb05630047febfd6309d6705c28d02c91732fad0a0bf6ef5b111',
    file: 'bf6f0df5ece6845d1eeb0bd01124738b7a59475414b8cfca02a17b535966c7ec',
  },
  {
    seed: 'a65e708bf319065a6e3e2635aae02596bc6cce2467fe91e66b168a07a661c66d',
    parameters: { size: 32, styles: ['lorelei-neutral'] },
    content: 'e3c10a88893d53bd2efc740dbcf1b877258811b2356dac45d964a8640d1c59ea',
    labels: '47c35a8e4987aded4066f16ffe351871b331b489511beaa15ae464ba42bd5905',
    file: '9d7b3ec1e15567c206bb3a076be862b6df1fe68079f5a652ca1617f26e1b48c9',
  },
  {
    seed: '0c5442af192dd6d3145e17f505473422cbf0c28755e06cec9d60456f283099ac',
    parameters: { size: 512, styles: ['notionists-neutral'] },
    content: '70ed0499b824e8a5a190781cebdc2d7a2b43778670235272374c40d0829a8baf',
    labels: '7a1c58770208165c5839db5639fd1b1241321e1f68566e4d1975941db73b3cfa',
    file: '8ccc414f661f1fba48449c2309182c9fcc89ec13f6454e512af08fd6e0e018af',
  },
  {
    seed: '17bd63ffea3e832838a9cbac2898768434167bc7d509831bf86a4903e9cf25a5',
    parameters: { size: 97, styles: ['pixel-art-neutral'] },
    content: 'ca23dcf75bddcecc8997ead14e8f1c7d737205b83c6ae441640c4f69ce532af9',
    labels: '3082c8e816965239f6a75b2ba250bb63e3a7ceb8f5aeabf478e91610333835ce',
    file: '79cb4f60ec1e61d6bbe744d2a9bfe4f02bf9b1cd8a725b621ffae90de07cfe61',
  },
  {
    seed: 'f4bb65ce671243325be1725a6e9a6884ffe13d9fb06acea1cd7cf9adaff23ca9',
    parameters: { size: 128, styles: ['thumbs'] },
    content: '37158dae254e83da0c751a3889a7dd13b4b380b3fd0506706c2feeb2bce1168c',
    labels: 'b501bd4535e1ed990a2f04350857c2cfb87351816c707d1bf7e230c8e5463e99',
    file: '912401fa0de6523b2259c8767e3c8f04d7a3662059b6cfb952df82191aebc6af',
  },
  {
    seed: '6a6511456fedb4f2e959b6e339d0f55fa28a7b5ea0718978a7ae63c938e04b3d',
    parameters: { size: 64, styles: ['lorelei-neutral', 'notionists-neutral'] },
    content: '7c411c482e16cae833247275cf482dd265c63aa1be755543e57e79f2c9733a31',
    labels: '2819d035e3960f5902bcd90993b7dd48264a57f28f78c9ac90f8e23ebd29f102',
    file: '89d5f3617800373b56169e3075cffefc80431c77c04694db36812ea1cdeeeffd',
  },
];
