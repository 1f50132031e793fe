import { derivedRows } from '../tabular/derived-rows.ts';
import { codeDigest } from './code-digest.ts';
import { id, version } from './generate.ts';
import { golden } from './golden.ts';

export const manifest = derivedRows(
  {
    id,
    version,
    codeDigest,
    evidence: [
      {
        claim: 'rows look like the rows learnt from',
        metric: 'quality as SDMetrics 0.10, Adult, ε = 1',
        value: '0.971, holdout 0.989',
        source: 'pnpm bench:evidence; docs/generators/tabular-mst.md',
        grade: 'measured',
      },
      {
        claim: 'models can be trained on them',
        metric: 'area under the curve on the holdout, Adult, ε = 1',
        value: '0.875, from real rows 0.920',
        source: 'pnpm bench:evidence; docs/generators/tabular-mst.md',
        grade: 'measured',
      },
      {
        claim: '(ε, δ)-differential privacy for each person',
        metric: 'proof',
        value: 'McKenna et al. 2021; Canonne et al. 2020',
        source: 'Winning the NIST Contest; The Discrete Gaussian for Differential Privacy',
        grade: 'published',
      },
    ],
    notFor: [
      'rows whose people did not grant synthesise',
      'tables of a few hundred rows: the noise drowns them',
      'questions about what three or more columns do together: the counts are of pairs, with the target',
      'validation or test splits: they would measure the model',
    ],
  },
  golden,
);
