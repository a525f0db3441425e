import type { Core } from '@strapi/strapi';
import { NOTICE_KINDS } from '../../contracts/groups';
import { followGroups } from './groups/watch';
import { closeDoor } from './invitations/closed-door';
import { prepareList } from './invitations/list';
import { followUserNames, prepareLists } from './participants/shown-names';
import { registerPermissions } from './permissions';
import { compareAddressesExactly } from './shared/collation';
import { indexAccounts } from './shared/accounts';
import { answerRefusals } from './shared/errors';
import { findNoNul } from './shared/input';
import { service } from './shared/services';
import { loops } from './loops';
import { allowEvents } from './signals/service';
import { followDeletions, recordChanges } from './spaces/watch';
import { seedGrants } from './visibility/grants';

export const bootstrap = async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  // Here, inside of Strapi's own answers to errors and outside of all routes.
  strapi.server.use(answerRefusals as never);
  strapi.server.use(findNoNul(strapi) as never);

  await service(strapi, 'settings').load();
  await compareAddressesExactly(strapi);
  await indexAccounts(strapi);
  await prepareLists(strapi);
  await prepareList(strapi);
  await registerPermissions(strapi);
  await seedGrants(strapi);
  allowEvents(strapi);

  recordChanges(strapi);
  followDeletions(strapi);
  followUserNames(strapi);
  followGroups(strapi);
  // Around these: what is refused must not set anything in motion.
  service(strapi, 'visibility').close();
  service(strapi, 'groups').authors.guard();
  closeDoor(strapi);

  const { mails } = service(strapi, 'invitations');
  const { from } = service(strapi, 'deliveries');
  from('invitation', mails.invitation);
  from('reminder', mails.reminder);
  from('admin_rights', mails.admin_rights);
  from('added', service(strapi, 'participants').mails);
  const { notices } = service(strapi, 'groups');
  for (const kind of NOTICE_KINDS) from(`group_${kind}`, notices);

  // Not before the server listens: Strapi's commands boot the application too, and must not mail.
  const { httpServer } = strapi.server;
  const start = () => loops(strapi).forEach((loop) => loop.start());
  if (httpServer.listening) start();
  else httpServer.once('listening', start);
};
