// The same work as an import's without a plan for lists: for each row look for the account and the
// participant, then create what is missing through the Document Service.
import { randomBytes, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

const validator = createRequire(import.meta.url)('validator');
const DAYS = 30 * 24 * 60 * 60 * 1_000;
const FORBIDDEN = /[<>?%&^*#@()[\]=+:;"{}\\|]/;

const USER = 'plugin::users-permissions.user';
const PARTICIPANT = 'plugin::participation.participant';
const INVITATION = 'plugin::participation.invitation';
const DELIVERY = 'plugin::participation.delivery';

/**
 * Gives how many rows had each outcome. Relations are given by `id`: of relations that a column of
 * the table holds, the Document Service takes no documentId.
 */
export async function importRowByRow(strapi, documentId, rows) {
  const outcomes = {};
  const space = await strapi
    .documents('plugin::participation.space')
    .findOne({ documentId, fields: ['id'] });
  for (const row of rows) {
    const outcome = await importRow(strapi, space, row);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return outcomes;
}

async function importRow(strapi, space, row) {
  const email = row.email.trim().normalize('NFC').toLowerCase();
  const name = row.name.trim().normalize('NFC');
  if (!validator.isEmail(email) || FORBIDDEN.test(name)) return 'invalid';
  // One transaction, as a mail must not leave without its invitation; it also saves commits.
  return strapi.db.transaction(async () => {
    if (await findParticipant(strapi, space, email)) return 'duplicate';
    const [user] = await strapi
      .documents(USER)
      .findMany({ filters: { email, confirmed: true }, fields: ['id'], limit: 1 });
    if (user) {
      await addParticipant(strapi, { space: space.id, email, name, user: user.id });
      return 'added';
    }
    await invite(strapi, space, email, name);
    return 'invited';
  });
}

async function findParticipant(strapi, space, email) {
  const [found] = await strapi
    .documents(PARTICIPANT)
    .findMany({ filters: { email, space: { id: space.id } }, fields: ['id'], limit: 1 });
  return found;
}

const addParticipant = (strapi, data) =>
  strapi.documents(PARTICIPANT).create({ data: { ...data, source: 'import' } });

async function invite(strapi, space, email, name) {
  const invitation =
    (await openInvitation(strapi, email)) ?? (await createInvitation(strapi, email, name));
  const participant = await addParticipant(strapi, {
    space: space.id,
    email,
    name,
    invitation: invitation.id,
  });
  await strapi.documents(DELIVERY).create({
    data: {
      kind: 'invitation',
      status: 'queued',
      email,
      invitation: invitation.id,
      participant: participant.id,
      inviter: 'Super Admin',
      bulk: true,
      messageId: `<${randomUUID()}@127.0.0.1>`,
      attempts: 0,
      dueAt: new Date(),
    },
  });
}

async function openInvitation(strapi, email) {
  const [found] = await strapi
    .documents(INVITATION)
    .findMany({ filters: { openEmail: email }, fields: ['id'], limit: 1 });
  return found;
}

const createInvitation = (strapi, email, name) =>
  strapi.documents(INVITATION).create({
    data: {
      status: 'pending',
      email,
      openEmail: email,
      name,
      publicId: randomBytes(16).toString('base64url'),
      tokenVersion: 1,
      expiresAt: new Date(Date.now() + DAYS),
      inviter: 'Super Admin',
    },
  });
