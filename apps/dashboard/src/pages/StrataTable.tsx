import type { StratumCounts } from '@assent/schema';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { SourceBar } from '../elements/SourceShare.tsx';
import { writeNumber } from '../words/figures.ts';
import styles from './StrataTable.module.css';

/** Each part of a dataset: what was wanted, what came from people, what was generated, what is missing. */
export const StrataTable = ({ strata }: { readonly strata: readonly StratumCounts[] }) => (
  <ScrollArea className="table-scroll" label="Parts of the dataset">
    <table className={`table ${styles.strata}`}>
      <thead>
        <tr>
          <th scope="col">Part</th>
          {['Wanted', 'Consented', 'Synthetic', 'Missing'].map((name) => (
            <th key={name} scope="col" className="number">
              {name}
            </th>
          ))}
          <th scope="col" className={styles.share}>
            <span className="visually-hidden">Share</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {strata.map((stratum) => (
          <tr key={stratum.name}>
            <th scope="row">{stratum.name}</th>
            <td className="number">{writeNumber(stratum.quota)}</td>
            <td className="number">{writeNumber(stratum.consented)}</td>
            <td className="number">{writeNumber(stratum.synthetic)}</td>
            <td className="number">{writeNumber(stratum.shortfall)}</td>
            <td className={styles.share}>
              <SourceBar counts={stratum} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollArea>
);
