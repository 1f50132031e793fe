import { describePurpose } from '@assent/consent';
import type { OnWithdraw } from '@assent/schema';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer } from '../elements/Answer.tsx';
import { Foreign } from '../elements/Foreign.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { countOf } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import styles from './Mine.module.css';
import { readReach } from './reach.ts';

const words = inBoth({
  en: {
    none: (works: number) => `No dataset that was released here holds ${works === 1 ? 'it' : 'any of them'}.`,
    datasets: (works: number) => `Released datasets that hold ${works === 1 ? 'it' : 'some of them'}:`,
    datasetsLabel: 'Datasets it touches',
    of: (works: number) => countOf(works, 'of these works', 'of these works'),
    models: 'Models that teams say they trained from them:',
    modelsLabel: 'Models it touches',
    unnamed: 'A model without a name',
    deleted: 'Its team says that it was deleted.',
  },
  es: {
    none: (works) => `Ningún conjunto de datos publicado aquí ${works === 1 ? 'la contiene' : 'las contiene'}.`,
    datasets: (works) => `Conjuntos de datos publicados que ${works === 1 ? 'la contienen' : 'contienen alguna'}:`,
    datasetsLabel: 'Conjuntos de datos a los que alcanza',
    of: (works) => countOf(works, 'de estas obras', 'de estas obras'),
    models: 'Modelos que los equipos dicen haber entrenado con ellos:',
    modelsLabel: 'Modelos a los que alcanza',
    unnamed: 'Un modelo sin nombre',
    deleted: 'Su equipo dice que lo borró.',
  },
});

interface Props {
  readonly hashes: readonly string[];
  readonly onWithdraw: OnWithdraw;
}

/** Who uses these works, and what for. */
export const Reached = ({ hashes, onWithdraw }: Props) => {
  const said = useWords(words);
  const language = useLanguage();
  const reach = useQuery({ queryKey: ['reach', onWithdraw, hashes], queryFn: () => readReach(hashes, onWithdraw) });
  return (
    <Answer query={reach} skeleton={<Skeleton lines={1} height={24} />}>
      {({ datasets, models }) =>
        datasets.length === 0 ? (
          <p>{said.none(hashes.length)}</p>
        ) : (
          <div className={styles.reach}>
            <p>{said.datasets(hashes.length)}</p>
            <ul aria-label={said.datasetsLabel}>
              {datasets.map(({ dataset: { release, manifest }, works }) => (
                <li key={release}>
                  <Link to="/datasets/$release" params={{ release: String(release) }}>
                    <Foreign>{manifest.title}</Foreign>
                  </Link>{' '}
                  <span className="quiet">
                    {manifest.version}, {said.of(works)}
                  </span>
                  <p className="small">
                    <Identity of={manifest.iss} /> {describePurpose(language, manifest.purpose)[0]}
                  </p>
                </li>
              ))}
            </ul>
            {models.length > 0 && (
              <>
                <p>{said.models}</p>
                <ul aria-label={said.modelsLabel}>
                  {models.map(({ model: { id, index, receipt, deletedBy } }) => (
                    <li key={id}>
                      <Link to="/log/$index" params={{ index: String(index) }}>
                        <Foreign>{receipt.model?.name ?? said.unnamed}</Foreign>
                      </Link>{' '}
                      <span className="quiet">{receipt.model?.version}</span> {deletedBy !== undefined && said.deleted}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
        )
      }
    </Answer>
  );
};
