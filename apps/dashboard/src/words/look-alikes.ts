/**
 * Whether a name may look like another one: letters of several scripts in one word (Unicode UTS 39 §5.1, the mixes that
 * people write in aside), invisible characters, or ones that turn the direction of what follows.
 */
export type NameFault = 'invisible' | 'mixed';

const scripts = ['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Hebrew', 'Arabic', 'Cherokee', 'Georgian', 'Han'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
);

/** Default-ignorable and bidirectional controls, and spaces that are none to the eye. */
const invisible = /[\p{Cf}\p{Cc}\u115f\u1160\u2800\u3164\uffa0]/u;

export const nameFaultOf = (name: string): NameFault | undefined => {
  if (invisible.test(name)) return 'invisible';
  const isMixed = name
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .some((word) => scripts.filter((script) => script.test(word)).length > 1);
  return isMixed ? 'mixed' : undefined;
};
