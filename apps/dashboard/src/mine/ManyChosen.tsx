import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { EntryDetail } from '../answers.ts';
import { Answer } from '../elements/Answer.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import type { OwnKey } from '../keys/store.ts';
import { countOf } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { Changing } from './Changing.tsx';
import { readListed } from './listed-works.ts';
import styles from './Mine.module.css';
import { Withdrawing } from './Withdrawing.tsx';

const words = inBoth({
  en: {
    label: 'Several at once',
    all: 'Choose all permissions',
    none: 'Choose none',
    chosen: (permissions: number) => `${countOf(permissions, 'permission')} chosen`,
    change: 'Change or renew those chosen…',
    withdraw: 'Withdraw those chosen…',
    changed: 'Replaced, and the proofs hold.',
    withdrawn: 'Withdrawn, and the proofs hold.',
    kept: 'Nothing was changed.',
  },
  es: {
    label: 'Varios a la vez',
    all: 'Elegir todos los permisos',
    none: 'No elegir ninguno',
    chosen: (permissions) => countOf(permissions, 'permiso elegido', 'permisos elegidos'),
    change: 'Cambiar o renovar los elegidos…',
    withdraw: 'Retirar los elegidos…',
    changed: 'Sustituidos, y las pruebas son válidas.',
    withdrawn: 'Retirados, y las pruebas son válidas.',
    kept: 'No se ha cambiado nada.',
  },
});

interface Props {
  readonly all: readonly EntryDetail[];
  readonly wanted: readonly EntryDetail[];
  readonly ownKey: OwnKey;
  readonly onChoose: (entries: readonly EntryDetail[]) => void;
}

type Doing = 'changing' | 'none' | 'withdrawing';

/** Change or withdraw several permissions at once. */
export const ManyChosen = ({ all, wanted, ownKey, onChoose }: Props) => {
  const said = useWords(words);
  const [doing, setDoing] = useState<Doing>('none');
  const [news, setNews] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const settle = (what: string) => {
    setNews(what);
    setDoing('none');
    onChoose([]);
    place.current?.focus({ preventScroll: true });
  };
  return (
    <Section title={said.label}>
      <div ref={place} tabIndex={-1} className={styles.many}>
        <Button className="button" onPress={() => onChoose(wanted.length === all.length ? [] : all)}>
          {wanted.length === all.length ? said.none : said.all}
        </Button>
        <Button className="button" isDisabled={wanted.length === 0} onPress={() => setDoing('changing')}>
          {said.change}
        </Button>
        <Button className="button" isDisabled={wanted.length === 0} onPress={() => setDoing('withdrawing')}>
          {said.withdraw}
        </Button>
        <output>{wanted.length > 0 ? said.chosen(wanted.length) : news}</output>
      </div>
      {doing === 'changing' && wanted.length > 0 && (
        <Changing
          key={wanted.map(({ index }) => index).join()}
          entries={wanted}
          ownKey={ownKey}
          onDone={() => settle(said.changed)}
          onCancel={() => settle(said.kept)}
        />
      )}
      {doing === 'withdrawing' && wanted.length > 0 && (
        <WithdrawingAll
          entries={wanted}
          ownKey={ownKey}
          onDone={() => settle(said.withdrawn)}
          onCancel={() => settle(said.kept)}
        />
      )}
    </Section>
  );
};

interface AllProps {
  readonly entries: readonly EntryDetail[];
  readonly ownKey: OwnKey;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const WithdrawingAll = ({ entries, ...rest }: AllProps) => {
  const indices = entries.map(({ index }) => index);
  const query = useQuery({
    queryKey: ['listed', indices],
    queryFn: async () => {
      const of = [];
      for (const entry of entries) {
        const wanted = (await readListed(entry.index)).filter(({ live }) => live);
        of.push({ entry, wanted, live: wanted.length });
      }
      return of;
    },
  });
  return (
    <Answer query={query} skeleton={<Skeleton lines={3} height={32} />}>
      {(of) => <Withdrawing of={of} {...rest} />}
    </Answer>
  );
};
