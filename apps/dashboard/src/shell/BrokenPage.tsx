import { Notice } from '../elements/Notice.tsx';

/** Where a fault of the page itself ends up, or a part of the page that could not be fetched. */
export const BrokenPage = () => (
  <>
    <title>Something went wrong · Assent</title>
    <h1 className="visually-hidden">Something went wrong</h1>
    <Notice tone="fails" title="This page could not be shown" onRetry={() => globalThis.location.reload()}>
      The fault is in the page, or a part of it could not be fetched. Nothing that was recorded is affected.
    </Notice>
  </>
);
