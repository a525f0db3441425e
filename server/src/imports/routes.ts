import { PERMISSIONS } from '../../../contracts/permissions';
import { policedRoute, type Method } from '../shared/routes';

const importRoute = (method: Method, path: string, handler: string, ...permissions: string[]) =>
  policedRoute(method, path, handler, 'plugin::participation.may-import', ...permissions);

const TO_REMOVE = PERMISSIONS.participantsRemove;
const TO_READ = PERMISSIONS.participantsRead;

export const importRoutes = [
  importRoute('GET', '/imports/kinds/:kind', 'imports.kind'),
  importRoute('GET', '/imports/templates/:kind', 'imports.template'),
  importRoute('GET', '/imports', 'imports.find'),
  importRoute('POST', '/imports', 'imports.create'),
  importRoute('GET', '/imports/:id', 'imports.findOne'),
  importRoute('DELETE', '/imports/:id', 'imports.delete'),
  importRoute('PUT', '/imports/:id/columns', 'imports.columns'),
  importRoute('GET', '/imports/:id/rows', 'imports.rows'),
  importRoute('PUT', '/imports/:id/rows/:line', 'imports.correct'),
  importRoute('GET', '/imports/:id/removals', 'imports.removals', TO_REMOVE, TO_READ),
  importRoute('GET', '/imports/:id/report', 'imports.report'),
  importRoute('POST', '/imports/:id/start', 'imports.start'),
  importRoute('POST', '/imports/:id/cancel', 'imports.cancel'),
  importRoute('POST', '/imports/:id/undo', 'imports.undo', TO_REMOVE),
];
