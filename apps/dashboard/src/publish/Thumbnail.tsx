import { File } from 'lucide-react';
import { useEffect, useRef } from 'react';
import styles from './Publish.module.css';

/** A small picture that this browser made; the name stands beside it. */
export const Thumbnail = ({ of }: { readonly of: Blob | undefined }) => (
  <span className={styles.thumbnail}>
    {of === undefined ? <File size={20} strokeWidth={1.5} aria-hidden /> : <Picture of={of} />}
  </span>
);

const Picture = ({ of }: { readonly of: Blob }) => {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const address = URL.createObjectURL(of);
    image.current!.src = address;
    return () => URL.revokeObjectURL(address);
  }, [of]);
  return <img ref={image} alt="" width={48} height={48} />;
};
