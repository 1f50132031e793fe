import type { StratumCounts } from '@assent/schema';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { SourceBar } from '../elements/SourceShare.tsx';
import { writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './StrataTable.module.css';

const words = inBoth({
  en: {
    label: 'Parts of the dataset',
    part: 'Part',
    wanted: 'Wanted',
    consented: 'Consented',
    synthetic: 'Synthetic',
    missing: 'Missing',
    share: 'Share',
  },
  es: {
    label: 'Partes del conjunto de datos',
    part: 'Parte',
    wanted: 'Pedidos',
    consented: 'Consentidos',
    synthetic: 'Sintéticos',
    missing: 'Faltan',
    share: 'Proporción',
  },
});

/** Each part of a dataset: what was wanted, what came from people, what was generated, what is missing. */
export const StrataTable = ({ strata }: { readonly strata: readonly StratumCounts[] }) => {
  const said = useWords(words);
  return (
    <ScrollArea className="table-scroll" label={said.label}>
      <table className={`table ${styles.strata}`}>
        <thead>
          <tr>
            <th scope="col">{said.part}</th>
            {[said.wanted, said.consented, said.synthetic, said.missing].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
            <th scope="col" className={styles.share}>
              <span className="visually-hidden">{said.share}</span>
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
};
