import type { App, Client } from './harness';

/** What tests of the product say again and again. */

let spaces = 0;

type SpaceFields = Partial<Record<'title' | 'slug' | 'kind' | 'visibility' | 'summary', string>> & {
  published?: boolean;
  banner?: number;
};

/** A published private space, unless `fields` say otherwise. */
export const createSpace = async (
  app: App,
  fields: SpaceFields = {},
): Promise<{ documentId: string; slug: string; title: string }> => {
  spaces += 1;
  const answer = await app.admin.post('/participation/spaces', {
    title: `Space ${spaces}`,
    visibility: 'private',
    published: true,
    ...fields,
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body.data;
};

export const invite = (app: App, space: { documentId: string }, person: object) =>
  app.admin.post(`/participation/spaces/${space.documentId}/participants`, person);

/** The token in the last mail to an address. */
export const tokenFor = async (app: App, email: string): Promise<string> => {
  await app.mailbox.waitFor((mail) => mail.to === email && mail.text.includes('token='));
  const mail = app.mailbox.messages.findLast(({ to }) => to === email)!;
  return /token=([\w-]+)/.exec(mail.text)![1]!;
};

let people = 0;

/** A body that accepts an invitation with a user name of its own. */
export const acceptance = (token: string, fields: object = {}) => {
  people += 1;
  return {
    token,
    username: `Person ${people}`,
    password: 'Correct-horse-9',
    acceptTerms: true,
    ...fields,
  };
};

export const accept = (client: Client, token: string, fields: object = {}) =>
  client.post('/api/participation/invitations/accept', acceptance(token, fields));

/** Somebody who was invited to the space and has accepted. */
export const participantOf = async (
  app: App,
  space: { documentId: string },
  email: string,
): Promise<Client> => {
  await invite(app, space, { name: 'Some One', email });
  const answer = await accept(app.http, await tokenFor(app, email));
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return app.as(answer.body.jwt);
};

/** Settings that hold while `work` is done; after it they are as the file has them. */
export const whileSettings = async (
  app: App,
  changes: object,
  work: () => Promise<void>,
): Promise<void> => {
  const put = async (values: object) => {
    const answer = await app.admin.put('/participation/settings', values);
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body.data;
  };
  const { defaults } = await put(changes);
  try {
    await work();
  } finally {
    await put(defaults);
  }
};

/** Time goes by, and whatever waits for its time sees to it at once, not at its next look. */
export const later = (app: App, ms: number): void => {
  const service = (name: string) => app.strapi.plugin('participation').service(name);
  service('clock').advance(ms);
  service('deliveries').worker.kick();
  service('invitations').tasks.kick();
};

/** Asks until `done` says yes, at most `ms` milliseconds. */
export const eventually = async <Result>(
  ask: () => Promise<Result>,
  done: (result: Result) => boolean,
  ms = 20_000,
): Promise<Result> => {
  const deadline = Date.now() + ms;
  for (;;) {
    const result = await ask();
    if (done(result)) return result;
    if (Date.now() > deadline)
      throw new Error(`It did not come about in ${ms} ms: ${JSON.stringify(result)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
