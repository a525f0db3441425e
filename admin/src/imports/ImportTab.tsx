import type { Space } from '../../../contracts/spaces';
import { ImportWizard } from './ImportWizard';
import { UploadStep } from './UploadStep';

/** Imports of participants into a space. */
export const ImportTab = ({ space }: { space: Space }) => (
  <ImportWizard
    scope={{ kind: 'participants', space: space.documentId }}
    upload={(onUploaded) => <UploadStep space={space} onUploaded={onUploaded} />}
  />
);
