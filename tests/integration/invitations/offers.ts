import type { Invitation, InviteOutcome, InviteResult } from '../../../contracts/invitations';
import type { Answer, App, Client } from '../harness';
import { expectStatus } from '../imports/lists';

/** What tests of invitations to the platform share: what administrators and holders do with them. */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const INVITATIONS = '/participation/invitations';

let guests = 0;

/** An address that no other test has. */
export const newAddress = (): string => `guest.${(guests += 1)}@offers.example.org`;

export const newAddresses = (count: number): string[] => Array.from({ length: count }, newAddress);

/** Invites addresses as they were pasted. */
export const offer = (
  app: App,
  emails: string | string[],
  options: object = {},
  client: Client = app.admin,
): Promise<Answer> => client.post(INVITATIONS, { emails, ...options });

/** Invites one new address without a mail, and gives its token. */
export const guestOf = async (app: App, options: object = {}) => {
  const email = newAddress();
  expectStatus(201, await offer(app, email, { send: false, ...options }));
  return { email, ...(await linkOf(app, email)) };
};

/** What became of each address. */
export const outcomesOf = (answer: Answer): Record<string, InviteOutcome> => {
  const results: InviteResult[] = expectStatus(201, answer).body.data;
  return Object.fromEntries(results.map(({ email, outcome }) => [email, outcome]));
};

/** The newest invitation of an address, as the panel lists it. */
export const invitationOf = async (app: App, email: string): Promise<Invitation> => {
  const query = new URLSearchParams({ _q: email, sort: 'createdAt:desc', pageSize: '100' });
  const { results } = expectStatus(200, await app.admin.get(`${INVITATIONS}?${query}`)).body;
  const found = results.find((one: Invitation) => one.email === email);
  if (!found) throw new Error(`Nobody has invited ${email}.`);
  return found;
};

/** The link to hand over, and the id of the invitation that it leads to. */
export const linkOf = async (app: App, email: string) => {
  const { documentId } = await invitationOf(app, email);
  const { body } = expectStatus(200, await app.admin.get(`${INVITATIONS}/${documentId}/link`));
  return { documentId, url: body.url as string, token: body.token as string };
};

export const act = (app: App, action: string, what: object, client: Client = app.admin) =>
  client.post(`${INVITATIONS}/actions`, { action, ...what });

/** What a holder asks of the content API. */
export const api = (client: Client, action: string, body: object): Promise<Answer> =>
  client.post(`/api/participation/invitations/${action}`, body);

export const codeOf = (answer: Answer): string | undefined => answer.body?.error?.details?.code;

export const rowsOf = (app: App, type: 'invitation' | 'participant' | 'delivery', where: object) =>
  app.strapi.db.query(`plugin::participation.${type}`).findMany({ where });

export const userOf = (app: App, email: string) =>
  app.strapi.db
    .query('plugin::users-permissions.user')
    .findOne({ where: { email }, populate: ['role'] });

/** Settings of users-permissions that hold while `work` is done. */
export const whileSettingsAre = async <Result>(
  app: App,
  changes: object,
  work: () => Promise<Result>,
): Promise<Result> => {
  const store = app.strapi.store({ type: 'plugin', name: 'users-permissions', key: 'advanced' });
  const before = (await store.get({})) as object;
  await store.set({ value: { ...before, ...changes } });
  try {
    return await work();
  } finally {
    await store.set({ value: before });
  }
};
