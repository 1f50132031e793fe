import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck, CircleDot, Download } from 'lucide-react';
import { Button } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import { describeFailure, describeRefusal } from '../failure.ts';
import { saveBlob } from '../keys/save-file.ts';
import { useWords } from '../words/language.ts';
import { NotReleased, steps, tarOf } from './freeze-dataset.ts';
import { releaseWords } from './release-words.ts';
import styles from './Teams.module.css';
import { reachOf, type ReleaseState } from './use-release.ts';

const icons = { done: CircleCheck, now: CircleDot, waiting: Circle } as const;

/** A release under way, its end, or why there is none. */
export const ReleaseSteps = ({ state }: { readonly state: ReleaseState }) => {
  const said = useWords(releaseWords);
  if (state.at === 'ready') return null;
  if (state.at === 'working') {
    const at = steps.indexOf(state.step);
    return (
      <div>
        <ol className={styles.steps}>
          {steps.map((step, index) => {
            const stands = index < at ? 'done' : index === at ? 'now' : 'waiting';
            const Icon = icons[stands];
            return (
              <li key={step} data-step={stands}>
                <Icon size={20} aria-hidden />
                <span>
                  {said.steps[step]}
                  <span className="visually-hidden">, {said.states[stands]}</span>
                  {stands === 'now' && state.progress !== undefined && state.progress.of > 0 && (
                    <span className="quiet small"> {said.ofItems(state.progress.items, state.progress.of)}</span>
                  )}
                </span>
              </li>
            );
          })}
        </ol>
        <output className="visually-hidden">{said.steps[state.step]}</output>
      </div>
    );
  }
  if (state.at === 'failed') {
    const reach = reachOf(state);
    const { error } = state;
    return (
      <div role="alert">
        <Notice tone="fails" title={said[reach]}>
          <p>
            {error instanceof NotReleased ? describeRefusal(error.refusal) : describeFailure(error).sentence}{' '}
            {said[`${reach}Why`]}
          </p>
        </Notice>
      </div>
    );
  }
  const { bundle, verified } = state.released;
  return (
    <div aria-live="polite">
      <Notice tone="holds" title={said.released}>
        <p>{said.releasedWhy(verified.report.counts.total)}</p>
        <div className={styles.actions}>
          <Button className="button primary" onPress={() => saveBlob(tarOf(bundle))}>
            <Download size={18} aria-hidden />
            {said.save}
          </Button>
          <Link to="/datasets/$release" params={{ release: String(bundle.released) }}>
            {said.page}
          </Link>
        </div>
      </Notice>
    </div>
  );
};
