import { useQuery } from '@tanstack/react-query';
import { api, pace } from '../api.ts';
import { Answer } from '../elements/Answer.tsx';
import { DatasetList } from '../elements/DatasetList.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';

/** Which datasets were released here, and do they still hold? */
export const DatasetsPage = () => {
  const query = useQuery({ ...api.datasets.list.queryOptions({ limit: 100 }), refetchInterval: pace.slow });
  return (
    <div className="stack">
      <title>Datasets · Assent</title>
      <div className="page-head">
        <h1>Datasets</h1>
        <p>
          Each was made only of works whose every holder had agreed to its purpose, and of synthetic items that say so.
        </p>
      </div>
      <Answer query={query} skeleton={<Skeleton lines={12} height={32} />}>
        {(datasets) =>
          datasets.length === 0 ? (
            <Notice tone="quiet" title="No dataset was released yet">
              When a team releases one, it stands here with its purpose, its sources, and what was withdrawn since.
            </Notice>
          ) : (
            <DatasetList datasets={datasets} level="h2" />
          )
        }
      </Answer>
    </div>
  );
};
