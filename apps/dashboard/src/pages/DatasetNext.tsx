import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { choicesOf } from '../assemble/specification-choices.ts';
import { inBoth, useWords } from '../words/language.ts';

const words = inBoth({
  en: {
    next: (version: string) => `Choose for version ${version} in the same way`,
    why: 'Everything is filled in as it was; works that are not allowed any more fall out, and those that are allowed since come in.',
    unknown: 'Its team has not made public how it was chosen, so the next version is for them to make.',
    derived: 'It was made from other datasets, and so is its next version: with assent assemble.',
  },
  es: {
    next: (version) => `Elegir del mismo modo para la versión ${version}`,
    why: 'Todo está relleno como estaba; las obras que ya no se permiten caen y entran las que se permiten desde entonces.',
    unknown: 'Su equipo no ha hecho público cómo se eligió, así que la próxima versión le toca a él.',
    derived: 'Se hizo a partir de otros conjuntos, y así también su próxima versión: con assent assemble.',
  },
});

/** One more than the highest first number there is (semver 2.0.0): items leave, so what was built on it may not hold. */
const versionAfter = (versions: readonly string[]): string =>
  `${Math.max(...versions.map((version) => Number.parseInt(version, 10))) + 1}.0.0`;

/** The next version from the same specification, in one step. */
export const DatasetNext = ({ release }: { readonly release: number }) => {
  const said = useWords(words);
  const asked = useQuery({ ...api.datasets.specification.queryOptions({ release }), staleTime: 60_000 });
  const versions = useQuery(api.datasets.versions.queryOptions({ release }));
  if (asked.data === undefined || versions.data === undefined) return null;
  const { specification } = asked.data;
  if (specification === null) return <p className="quiet">{said.unknown}</p>;
  if (specification.parents !== undefined) return <p className="quiet">{said.derived}</p>;
  const version = versionAfter(versions.data.map((one) => one.version));
  return (
    <div>
      <p>
        <Link to="/assemble" search={choicesOf({ ...specification, version })} className="button">
          {said.next(version)}
        </Link>
      </p>
      <p className="quiet small">{said.why}</p>
    </div>
  );
};
