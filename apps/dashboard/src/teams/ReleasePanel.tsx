import type { Specification, Trust } from '@assent/schema';
import { Link } from '@tanstack/react-router';
import { PenLine } from 'lucide-react';
import { Button } from 'react-aria-components';
import { Answer } from '../elements/Answer.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { useOwnKeys } from '../keys/own-keys.ts';
import { useWords } from '../words/language.ts';
import { freezeDataset } from './freeze-dataset.ts';
import { ReleaseSteps } from './ReleaseSteps.tsx';
import { releaseWords } from './release-words.ts';
import styles from './Teams.module.css';
import { useRelease } from './use-release.ts';

/** Freeze, sign and release a dataset with a key of this browser. */
export const ReleasePanel = ({
  specification,
  trust,
}: {
  readonly specification: Specification;
  readonly trust: Trust;
}) => {
  const said = useWords(releaseWords);
  const own = useOwnKeys();
  const [state, run] = useRelease();
  if (specification.strata.some(({ fill }) => fill !== null))
    return (
      <Section title={said.title}>
        <p>{said.fill}</p>
      </Section>
    );
  return (
    <Section title={said.title}>
      <Answer query={own} skeleton={<Skeleton lines={3} height={32} />}>
        {({ current }) =>
          current === null ? (
            <Notice tone="quiet" title={said.noKey}>
              <Link to="/me">{said.makeKey}</Link>
            </Notice>
          ) : (
            <div className={styles.form}>
              <p>{said.what}</p>
              <p>{said.files}</p>
              <p>
                {said.as} <Identity of={current.identity} />. <Link to="/me">{said.other}</Link>
              </p>
              <Button
                className="button primary"
                isDisabled={state.at === 'working'}
                onPress={() => void run((watch) => freezeDataset(specification, trust, current, watch))}
              >
                <PenLine size={18} aria-hidden />
                {said.go}
              </Button>
              <ReleaseSteps state={state} />
            </div>
          )
        }
      </Answer>
    </Section>
  );
};
