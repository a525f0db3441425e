import { createActivity } from './activity/service';
import { createDeliveries } from './deliveries/service';
import { createGroups } from './groups/service';
import { createImports } from './imports/service';
import { createRequests } from './invitations/requests';
import { createInvitations } from './invitations/service';
import { createParticipants } from './participants/service';
import { createSettings } from './settings/service';
import { clock } from './shared/clock';
import { createLimits } from './shared/limits';
import { createSignals } from './signals/service';
import { createSpaces } from './spaces/service';
import { createVisibility } from './visibility/service';

export const services = {
  activity: createActivity,
  clock: () => clock,
  deliveries: createDeliveries,
  groups: createGroups,
  imports: createImports,
  invitations: createInvitations,
  limits: createLimits,
  participants: createParticipants,
  requests: createRequests,
  settings: createSettings,
  signals: createSignals,
  spaces: createSpaces,
  visibility: createVisibility,
};
