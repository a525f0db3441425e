import fc from 'fast-check';
import { databaseKind, startApp, type Client } from '../harness';
import { graphqlOf, restOf, type Query } from './trees';
import { createToken, createWorld, HIDDEN, type Place, type World } from './world';

/** The same requests each time; others with another seed. */
const seed = Number(process.env.TEST_SEED ?? 20_260_401);
const REST_REQUESTS = Number(process.env.TEST_REQUESTS ?? (databaseKind === 'sqlite' ? 120 : 40));
const GRAPHQL_REQUESTS = Math.round(REST_REQUESTS / 3);
const AT_ONCE = 4;

/** Beside the others somebody who knows of both private spaces: without these, much must differ. */
const HIDDEN_FROM = { ...HIDDEN, trusted: ['unpublished'] as Place[] };
type Asking = keyof typeof HIDDEN_FROM;
const ACTORS = Object.keys(HIDDEN_FROM) as Asking[];
const TRUSTED = 'Trusted';

/** They take turns at the requests, since what holds for one mostly holds for the others. */
const TURNS: Partial<Record<Asking, number>> = { anonymous: 0, outsider: 1, token: 2, trusted: 0 };

/** The order in which places are forgotten, so that everybody in turn meets a twin of their own. */
const STEPS: { forget: Place; then: Asking[] }[] = [
  { forget: 'unpublished', then: ['trusted'] },
  { forget: 'other', then: ['participant'] },
  { forget: 'mine', then: ['anonymous', 'outsider', 'token'] },
];

type Request = string | Query;

let world: World;
const requests = {} as Record<Asking, Request[]>;
const clients = {} as Record<Asking, Client>;
const full = {} as Record<Asking, string[]>;
const twin = {} as Record<Asking, string[]>;
/** What the trusted are answered when both private spaces are gone. */
let without: string[];

const send = (client: Client, request: Request) =>
  typeof request === 'string' ? client.get(request) : client.post('/graphql', request);

/** With the keys of each object in one order: Strapi puts a relation where it was loaded. */
const inOrder = (_key: string, value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));

const ask = async (client: Client, request: Request): Promise<string> => {
  // A connection that was idle for long may be closed by the server just then.
  const { status, body, text } = await send(client, request).catch(() => send(client, request));
  return `${status} ${body === undefined ? text : JSON.stringify(body, inOrder)}`;
};

const askAll = async (actor: Asking): Promise<string[]> => {
  const answers: string[] = [];
  const left = requests[actor].entries();
  const some = async () => {
    for (const [index, request] of left) answers[index] = await ask(clients[actor], request);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  return answers;
};

const isFine = (answer: string): boolean => /^200 (?!.*"errors":)/.test(answer);

beforeAll(async () => {
  const app = await startApp({ participation: { visibility: { tokens: [TRUSTED] } } });
  world = await createWorld(app);
  Object.assign(clients, world.clients, { trusted: await createToken(app, TRUSTED) });

  const all: Request[] = [
    ...fc.sample(restOf(world), { seed, numRuns: REST_REQUESTS }),
    ...fc.sample(await graphqlOf(world), { seed, numRuns: GRAPHQL_REQUESTS }),
  ];
  for (const actor of ACTORS)
    requests[actor] = all.filter((_, index) => index % 3 === (TURNS[actor] ?? index % 3));
  for (const actor of ACTORS) full[actor] = await askAll(actor);
  for (const { forget, then } of STEPS) {
    await world.forget(forget);
    for (const actor of then) twin[actor] = await askAll(actor);
  }
  without = await askAll('trusted');
}, 600_000);
afterAll(() => world?.app.stop());

describe.each(ACTORS)('whatever %s asks', (actor) => {
  test('the answer is the same as if what they may not know did not exist', () => {
    const different = requests[actor]
      .map((request, index) => ({
        seed,
        request,
        full: full[actor][index]!,
        twin: twin[actor][index]!,
      }))
      .filter((each) => each.full !== each.twin)
      .sort((one, other) => JSON.stringify(one).length - JSON.stringify(other).length);
    expect(different.slice(0, 3)).toEqual([]);
  });

  test('most of it has an answer', () => {
    const fine = full[actor].filter(isFine);
    expect(fine.length / requests[actor].length).toBeGreaterThan(2 / 3);
  });
});

describe('what is asked', () => {
  test('touches what is hidden: who knows of it is answered otherwise without it', () => {
    const touched = requests.trusted.filter((_, index) => full.trusted[index] !== without[index]);
    expect(touched.length / requests.trusted.length).toBeGreaterThan(1 / 3);
  });
});
