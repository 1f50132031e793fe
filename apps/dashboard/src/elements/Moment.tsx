import { useLanguage } from '../words/language.ts';
import { exactTime, writeTime } from '../words/figures.ts';

/** A time of the log: local to read, exact on hover. */
export const Moment = ({ at }: { readonly at: number }) => {
  useLanguage();
  return (
    <time dateTime={exactTime(at)} title={exactTime(at)}>
      {writeTime(at)}
    </time>
  );
};
