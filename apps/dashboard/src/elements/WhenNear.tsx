import { type ReactNode, useEffect, useRef, useState } from 'react';

/** How far below the screen something begins to be fetched. */
const ahead = '240px';

/** What is heavy and stands further down is fetched when somebody comes near it. The place is kept by the class. */
export const WhenNear = ({ className, children }: { readonly className: string; readonly children: ReactNode }) => {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => setNear((was) => was || entries.some(({ isIntersecting }) => isIntersecting)),
      {
        rootMargin: ahead,
      },
    );
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place} className={className}>
      {near && children}
    </div>
  );
};
