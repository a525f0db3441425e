import { PERMISSIONS } from '../../../contracts/permissions';
import { adminRoute } from '../shared/routes';

const RIGHT = PERMISSIONS.participantsImport;
const TO_REMOVE = PERMISSIONS.participantsRemove;
const TO_READ = PERMISSIONS.participantsRead;

export const importRoutes = [
  adminRoute('GET', '/imports/kinds/:kind', 'imports.kind', RIGHT),
  adminRoute('GET', '/imports/templates/:kind', 'imports.template', RIGHT),
  adminRoute('GET', '/imports', 'imports.find', RIGHT),
  adminRoute('POST', '/imports', 'imports.create', RIGHT),
  adminRoute('GET', '/imports/:id', 'imports.findOne', RIGHT),
  adminRoute('DELETE', '/imports/:id', 'imports.delete', RIGHT),
  adminRoute('PUT', '/imports/:id/columns', 'imports.columns', RIGHT),
  adminRoute('GET', '/imports/:id/rows', 'imports.rows', RIGHT),
  adminRoute('PUT', '/imports/:id/rows/:line', 'imports.correct', RIGHT),
  adminRoute('GET', '/imports/:id/removals', 'imports.removals', RIGHT, TO_REMOVE, TO_READ),
  adminRoute('GET', '/imports/:id/report', 'imports.report', RIGHT),
  adminRoute('POST', '/imports/:id/start', 'imports.start', RIGHT),
  adminRoute('POST', '/imports/:id/cancel', 'imports.cancel', RIGHT),
  adminRoute('POST', '/imports/:id/undo', 'imports.undo', RIGHT, TO_REMOVE),
];
