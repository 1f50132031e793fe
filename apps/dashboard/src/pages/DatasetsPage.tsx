import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, pace } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { DatasetList } from '../elements/DatasetList.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { inBoth, useWords } from '../words/language.ts';

const words = inBoth({
  en: {
    title: 'Datasets',
    lead: 'Each was made only of works whose every holder had agreed to its purpose, and of synthetic items that say so.',
    none: 'No dataset was released yet',
    noneWhy: 'When a team releases one, it stands here with its purpose, its sources, and what was withdrawn since.',
    assemble: 'Choose works for a dataset',
  },
  es: {
    title: 'Conjuntos de datos',
    lead: 'Cada uno se hizo solo con obras cuyos titulares habían permitido todos su fin, y con elementos sintéticos que lo dicen.',
    none: 'Todavía no se ha publicado ningún conjunto de datos',
    noneWhy:
      'Cuando un equipo publique uno, estará aquí con su fin, sus orígenes y lo que se haya retirado desde entonces.',
    assemble: 'Elegir obras para un conjunto de datos',
  },
});

/** Which datasets were released here, and do they still hold? */
export const DatasetsPage = () => {
  const said = useWords(words);
  const query = useQuery({ ...api.datasets.list.queryOptions({ limit: 100 }), refetchInterval: pace.slow });
  return (
    <div className="stack">
      <title>{`${said.title} · Assent`}</title>
      <div className="page-head">
        <h1>{said.title}</h1>
        <p>{said.lead}</p>
        <p>
          <Link to="/assemble">{said.assemble}</Link>
        </p>
      </div>
      <Answer query={query} skeleton={<Skeleton lines={12} height={32} />}>
        {(datasets) =>
          datasets.length === 0 ? (
            <Notice tone="quiet" title={said.none}>
              {said.noneWhy}
            </Notice>
          ) : (
            <DatasetList datasets={datasets} level="h2" />
          )
        }
      </Answer>
    </div>
  );
};
