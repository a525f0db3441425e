import { ImportWizard } from './ImportWizard';
import { InvitationUpload } from './InvitationUpload';

/** Imports of people who are invited to the platform. */
export const InvitationImport = () => (
  <ImportWizard
    scope={{ kind: 'invitations' }}
    upload={(onUploaded) => <InvitationUpload onUploaded={onUploaded} />}
  />
);
