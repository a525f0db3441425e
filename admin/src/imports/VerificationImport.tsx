import { ImportWizard } from './ImportWizard';
import { UploadPanel } from './UploadPanel';

const SCOPE = { kind: 'group-verifications' } as const;

/** Imports of addresses of groups that an administrator vouches for. */
export const VerificationImport = () => (
  <ImportWizard
    scope={SCOPE}
    upload={(onUploaded) => (
      <UploadPanel scope={SCOPE} options={{}} onUploaded={onUploaded}>
        {() => null}
      </UploadPanel>
    )}
  />
);
