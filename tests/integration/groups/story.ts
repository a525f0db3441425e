import type { App, Client } from '../harness';

/** What tests of groups say again and again. */

export const GROUPS = '/participation/groups';
export const SITE = '/api/participation/groups';

export type Person = { client: Client; id: number; username: string; email: string };

export type Made = { nickname: string; name: string; email: string; documentId: string };

let count = 0;

const next = () => {
  count += 1;
  return count;
};

/** Somebody with an account of the site. */
export const person = async (app: App, username = `person${next()}`): Promise<Person> => {
  const email = `${username.toLowerCase()}@example.org`;
  const { user, jwt } = await app.registerUser({ username, email });
  return { client: app.as(jwt), id: user.id, username, email };
};

/** What a project's own code does while it answers somebody who is signed in. */
export const answering = <Result>(
  app: App,
  { id, email }: Person,
  work: () => Promise<Result>,
): Promise<Result> =>
  app.strapi.requestContext.run(
    { state: { user: { id, email, confirmed: true } }, get: () => '' } as never,
    work as never,
  ) as unknown as Promise<Result>;

/** What somebody says of a new group, with names of its own. */
export const profile = (fields: object = {}) => {
  const number = next();
  return {
    name: `Group ${number}`,
    nickname: `group-${number}`,
    email: `group.${number}@example.org`,
    ...fields,
  };
};

/** An organization that somebody has just made. */
export const organization = async (by: Person, fields: object = {}): Promise<Made> => {
  const given = profile(fields);
  const answer = await by.client.post(SITE, given);
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return { ...given, documentId: answer.body.data.documentId };
};

/** The token of the last confirmation that went to a group's address. */
export const confirmationOf = async (app: App, email: string): Promise<string> => {
  await app.mailbox.waitFor((mail) => mail.to === email && mail.text.includes('token='));
  const mail = app.mailbox.messages.findLast(
    ({ to, text }) => to === email && text.includes('token='),
  )!;
  return /token=([\w-]+)/.exec(mail.text)![1]!;
};

export const decide = (app: App, action: 'verify' | 'reject', groups: Made[], reason?: string) =>
  app.admin.post(`${GROUPS}/actions`, {
    action,
    ids: groups.map(({ documentId }) => documentId),
    ...(reason && { reason }),
  });

/** An organization that an administrator vouches for. */
export const verified = async (app: App, by: Person, fields: object = {}): Promise<Made> => {
  const group = await organization(by, fields);
  const answer = await decide(app, 'verify', [group]);
  if (answer.body.affected !== 1) throw new Error(answer.text);
  return group;
};

/** A group that an administrator makes. */
export const made = async (app: App, fields: object): Promise<Made> => {
  const { email: _, ...given } = profile();
  const answer = await app.admin.post(GROUPS, { ...given, kind: 'manual', ...fields });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body.data;
};

/** Somebody asks to join, and a manager lets them in. */
export const joins = async (group: Made, who: Person, manager: Person): Promise<string> => {
  const asked = await who.client.post(`${SITE}/${group.nickname}/requests`);
  if (asked.status !== 201) throw new Error(`${asked.status} ${asked.text}`);
  const { documentId } = asked.body.data;
  const answer = await manager.client.put(`${SITE}/${group.nickname}/memberships/${documentId}`, {
    action: 'accept',
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return documentId;
};

/** What somebody is in a group, as the group's creator sees it. */
export const membershipOf = async (group: Made, who: Person, manager: Person) => {
  const { body } = await manager.client.get(
    `${SITE}/${group.nickname}/memberships?pagination[pageSize]=100`,
  );
  return body.data.find(
    ({ user }: { user: { username: string } }) => user.username === who.username,
  );
};

export const me = async (who: Person) => (await who.client.get('/api/participation/me')).body.data;

export const codeOf = (answer: { body: { error?: { details?: { code?: string } } } }) =>
  answer.body.error?.details?.code;
