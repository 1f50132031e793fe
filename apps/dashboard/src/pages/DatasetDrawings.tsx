import { type RefObject, useEffect } from 'react';
import { useWidth } from '../elements/use-width.ts';
import { useLanguage } from '../words/language.ts';
import { type Bar, type Day, drawBars, drawSince } from './draw-profile.ts';

/** Puts a drawing into its box, anew when its numbers, its width or the language change. */
const useDrawing = (
  box: RefObject<HTMLDivElement | null>,
  draw: (width: number) => SVGElement,
  width: number,
  key: string,
) => {
  const language = useLanguage();
  useEffect(() => {
    if (width === 0) return;
    const svg = draw(width);
    // The numbers stand in the table beside it.
    svg.setAttribute('aria-hidden', 'true');
    box.current!.replaceChildren(svg);
    // Drawn anew when the numbers change, not when an equal answer arrives.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, width, language]);
};

export const Bars = ({ bars, of }: { readonly bars: readonly Bar[]; readonly of: number }) => {
  const [box, width] = useWidth();
  useDrawing(box, (wide) => drawBars(bars, of, wide), width, JSON.stringify([bars, of]));
  return <div ref={box} />;
};

export const Since = ({ days, until }: { readonly days: readonly Day[]; readonly until: number }) => {
  const [box, width] = useWidth();
  useDrawing(box, (wide) => drawSince(days, until, wide), width, JSON.stringify(days));
  return <div ref={box} />;
};
