import { PERMISSIONS } from '../../../contracts/permissions';

type PolicyContext = { state: { userAbility: { can(right: string): boolean } } };

/** Lets pass whoever may send invitations, one by one or by a file. */
export const mayOffer = ({ state: { userAbility } }: PolicyContext): boolean =>
  userAbility.can(PERMISSIONS.invitationsInvite) || userAbility.can(PERMISSIONS.invitationsImport);
