import { codes, type Refusal } from '@assent/schema';
import { Foreign } from '../elements/Foreign.tsx';
import { Notice } from '../elements/Notice.tsx';
import { files } from '@assent/consent';

/** What was handed over is no bundle, or cannot be read: the verdict cannot be given, and what to do. */
export const Refused = ({ refusal: { code, detail } }: { readonly refusal: Refusal }) => {
  const isNoBundle = code === 'file_missing' && detail === files.manifest;
  return (
    <div role="alert">
      <Notice tone="fails" title="This cannot be judged">
        {isNoBundle ? (
          <p>
            There is no <code>manifest.json</code> among these files, so they are no bundle of a dataset. Choose the
            folder that holds it.
          </p>
        ) : (
          <>
            <p>{codes[code].sentence}</p>
            {detail !== '' && (
              <p className="quiet">
                <Foreign>{detail}</Foreign>
              </p>
            )}
          </>
        )}
        <p>Nothing was changed, and nothing was sent anywhere.</p>
      </Notice>
    </div>
  );
};
