import { activityController } from './activity/controller';
import { activityRoutes } from './activity/routes';
import { activity } from './activity/schema';
import { bootstrap } from './bootstrap';
import config from './config';
import { delivery } from './deliveries/schema';
import { destroy } from './destroy';
import { groupsAdminController } from './groups/admin-controller';
import { confirmationPageController } from './groups/confirmation-page-controller';
import { groupsController } from './groups/controller';
import { groupAdminRoutes, groupPages, groupRoutes } from './groups/routes';
import { follow, group, membership, notice } from './groups/schema';
import { importsController } from './imports/controller';
import { mayImport } from './imports/policy';
import { importRoutes } from './imports/routes';
import { importPart, importRow, importType } from './imports/schema';
import { invitationsAdminController } from './invitations/admin-controller';
import { invitationsController } from './invitations/controller';
import { invitationPageController } from './invitations/page-controller';
import { mayOffer } from './invitations/policy';
import { invitationAdminRoutes, invitationPages, invitationRoutes } from './invitations/routes';
import { invitation } from './invitations/schema';
import { participantsController } from './participants/controller';
import { participantRoutes } from './participants/routes';
import { participant } from './participants/schema';
import { register } from './register';
import { services } from './services';
import { settingsController } from './settings/controller';
import { settingsRoutes } from './settings/routes';
import { limit } from './shared/limits';
import { spacesAdminController, spacesController } from './spaces/controller';
import { publicSpaceRoutes, spaceRoutes } from './spaces/routes';
import { space } from './spaces/schema';
import { visibilityController } from './visibility/controller';
import { readsContent } from './visibility/policy';
import { visibilityRoutes } from './visibility/routes';

export default {
  config,
  register,
  bootstrap,
  destroy,
  services,
  contentTypes: {
    space,
    participant,
    invitation,
    group,
    membership,
    follow,
    notice,
    delivery,
    import: importType,
    'import-row': importRow,
    'import-part': importPart,
    activity,
  },
  controllers: {
    activity: activityController,
    'confirmation-page': confirmationPageController,
    group: groupsController,
    'groups-admin': groupsAdminController,
    imports: importsController,
    'invitation-page': invitationPageController,
    invitations: invitationsController,
    'invitations-admin': invitationsAdminController,
    participants: participantsController,
    settings: settingsController,
    space: spacesController,
    'spaces-admin': spacesAdminController,
    visibility: visibilityController,
  },
  middlewares: { limit },
  policies: { 'may-import': mayImport, 'may-offer': mayOffer, 'reads-content': readsContent },
  routes: {
    admin: {
      type: 'admin',
      routes: [
        ...spaceRoutes,
        ...participantRoutes,
        ...importRoutes,
        ...activityRoutes,
        ...visibilityRoutes,
        ...settingsRoutes,
        ...invitationAdminRoutes,
        ...groupAdminRoutes,
        ...invitationPages,
        ...groupPages,
      ],
    },
    'content-api': {
      type: 'content-api',
      routes: [...publicSpaceRoutes, ...invitationRoutes, ...groupRoutes],
    },
  },
};
