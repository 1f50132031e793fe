import { useEffect, useState } from 'react';
import { failedWords } from '../keys/UnsentNotice.tsx';
import { readReply } from '../sign/invitation.ts';
import { type Taken, takeReply } from './drafts.ts';

const prefix = '#reply=';

/** What came of a reply that this page was opened with. */
export type ReplyState = Taken | { readonly at: 'broken' | 'none' } | { readonly at: 'failed'; readonly why: string };

/** A reply in the address of the page: read once, written into what waits for it, and taken out of the address. */
export const useReply = (): ReplyState => {
  const [state, setState] = useState<ReplyState>({ at: 'none' });
  useEffect(() => {
    const take = async () => {
      const { hash, pathname } = globalThis.location;
      if (!hash.startsWith(prefix)) return;
      const reply = readReply(hash.slice(prefix.length));
      history.replaceState(history.state, '', pathname);
      setState(reply === undefined ? { at: 'broken' } : await takeReply(reply));
    };
    const attempt = () => void take().catch((error: unknown) => setState({ at: 'failed', why: failedWords(error) }));
    attempt();
    // A link that is opened in a page that is here already changes its address alone.
    globalThis.addEventListener('hashchange', attempt);
    return () => globalThis.removeEventListener('hashchange', attempt);
  }, []);
  return state;
};
