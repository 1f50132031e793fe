import type { GoldenCase } from '../generator.ts';

/** Seeds are SHA-256 of "golden 0", "golden 1", …; parameters reach every intent and the ends of ranges. */
export const golden: readonly GoldenCase[] = [
  {
    seed: '47bebd67e55d1ee90357a5ce22b2703193035cefbc9dbec45481df664778d16f',
    parameters: {},
    content: '3449eb0b888053b040e10c7c1dec027da92a213fe4fe48aeb8383409011b2e9f',
    labels: 'b2a5b0e33889ffd9a2acd4aab2ca7fa4745e5a9a33e39952b52d59c389c3779a',
    file: '10f79af6fba1bc14c40851b8172ef5a29b9961427a84c8522156edd1a2af461d',
  },
  {
    seed: 'a65e708bf319065a6e3e2635aae02596bc6cce2467fe91e66b168a07a661c66d',
    parameters: { sentences: 64 },
    content: 'b2edb928818dc9b4b1c7a31607bad24842ac0f6d852c9d2914f992985a86a4c7',
    labels: 'edffa13ff164e2329f3f247834e34f0d5ee7fc7d485b616d07008a88faf1b57e',
    file: 'a0283cf8f46f3cac0ff6c2f8abd00f02c8a804f286d8c66bc0bc408c5286e84f',
  },
  {
    seed: '0c5442af192dd6d3145e17f505473422cbf0c28755e06cec9d60456f283099ac',
    parameters: { sentences: 1 },
    content: '509ca503111fa63ddb050702aa58a7863bf7b8182ba2172083639974a1f3efda',
    labels: 'd4ca3df9c1b13582a468164d7b9be1fdfc637857b5a8a24fba7da54dbfb2fdd4',
    file: '05db47fcef689d9d99ca003af24e6ef781aad7dbe3976c9de465f249c99fa615',
  },
  {
    seed: '17bd63ffea3e832838a9cbac2898768434167bc7d509831bf86a4903e9cf25a5',
    parameters: { intents: ['alarm', 'message', 'music'] },
    content: '1f2df52c7a1c84c2056433269d7bd7e260eacb5abd09f558a6f455dbbe2412b0',
    labels: 'be70cb5ec80eab9d7889934261080bec4f10895b81c1583dba2aa3a6a08ee982',
    file: '5ea3751aef3ac644f198a786d0f4cec32f368d0a90e605c9f58cf50f0925065a',
  },
  {
    seed: 'f4bb65ce671243325be1725a6e9a6884ffe13d9fb06acea1cd7cf9adaff23ca9',
    parameters: { intents: ['weather'], sentences: 30 },
    content: '6b4f06400ecdcc3612d6333f21a1a0a5009e9ca8be350874ece05feb5841f815',
    labels: 'edd98638a6f03fc37d0328b56f99ca2394e9cdec385138833937929e396225da',
    file: 'f990eb95d46e7b424b87f8e29316eaa03a1666da5e9069e402ff754878102502',
  },
];
