import { PERMISSIONS } from '../../../contracts/permissions';
import { adminRoute } from '../shared/routes';

const RIGHT = PERMISSIONS.participantsImport;

export const importRoutes = [
  adminRoute('GET', '/imports/templates/:kind', 'imports.template', RIGHT),
  adminRoute('GET', '/imports', 'imports.find', RIGHT),
  adminRoute('POST', '/imports', 'imports.create', RIGHT),
  adminRoute('GET', '/imports/:id', 'imports.findOne', RIGHT),
  adminRoute('DELETE', '/imports/:id', 'imports.delete', RIGHT),
  adminRoute('GET', '/imports/:id/rows', 'imports.rows', RIGHT),
  adminRoute('GET', '/imports/:id/report', 'imports.report', RIGHT),
  adminRoute('POST', '/imports/:id/start', 'imports.start', RIGHT),
  adminRoute('POST', '/imports/:id/cancel', 'imports.cancel', RIGHT),
];
