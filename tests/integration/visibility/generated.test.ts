import fc from 'fast-check';
import { startApp, type Client } from '../harness';
import { graphqlOf, restOf, type Query } from './trees';
import { createToken, createWorld, HIDDEN, type Place, type World } from './world';

const seed = Number(process.env.TEST_SEED ?? 20_260_401);
const size = Number(process.env.TEST_REQUESTS ?? 400);

/** Beside the others somebody who knows of both private spaces: for them, the twin must differ. */
const HIDDEN_FROM = { ...HIDDEN, trusted: ['unpublished'] satisfies Place[] as Place[] };
type Asking = keyof typeof HIDDEN_FROM;
const ACTORS = Object.keys(HIDDEN_FROM) as Asking[];
const TRUSTED = 'Trusted';

/** The order in which places are forgotten, so that each actor in turn meets a twin of their own. */
const STEPS: { forget: Place; then: Asking[] }[] = [
  { forget: 'unpublished', then: ['trusted'] },
  { forget: 'other', then: ['participant'] },
  { forget: 'mine', then: ['anonymous', 'outsider', 'token'] },
];

type Request = string | Query;
type Answers = string[];

let world: World;
let requests: Request[];
const clients = {} as Record<Asking, Client>;
const full = {} as Record<Asking, Answers>;
const twin = {} as Record<Asking, Answers>;
/** What the trusted are answered when both private spaces are gone. */
let without: Answers;

const ask = async (client: Client, request: Request): Promise<string> => {
  const { status, text } =
    typeof request === 'string'
      ? await client.get(request)
      : await client.post('/graphql', request);
  return `${status} ${text}`;
};

const askAll = async (actor: Asking): Promise<Answers> => {
  const answers: Answers = [];
  for (let index = 0; index < requests.length; index += 4)
    answers.push(
      ...(await Promise.all(
        requests.slice(index, index + 4).map((request) => ask(clients[actor], request)),
      )),
    );
  return answers;
};

const isFine = (answer: string): boolean => /^200 /.test(answer) && !answer.includes('"errors":');

beforeAll(async () => {
  const app = await startApp({ participation: { visibility: { tokens: [TRUSTED] } } });
  world = await createWorld(app);
  Object.assign(clients, world.clients, { trusted: await createToken(app, TRUSTED) });
  const graphql = await graphqlOf(world);
  const T=Date.now();
  const rest = restOf(world);
  console.log('made', Date.now()-T);
  const R = fc.sample(rest, { seed, numRuns: Math.round(size * 0.75) });
  console.log('rest', Date.now()-T, R.length, R.map((r)=>r.length).reduce((x,y)=>x+y)/R.length);
  const G = fc.sample(graphql, { seed, numRuns: Math.round(size * 0.25) });
  console.log('graphql', Date.now()-T);
  requests = [...R, ...G];
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
    const different = requests
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

  test('most of it can be answered', () => {
    const fine = full[actor].filter(isFine);
    expect(fine.length / requests.length).toBeGreaterThan(2 / 3);
  });
});

describe('what is asked', () => {
  test('touches what is hidden: who knows of it is answered otherwise without it', () => {
    const touched = requests.filter((_request, index) => full.trusted[index] !== without[index]);
    expect(touched.length / requests.length).toBeGreaterThan(1 / 3);
  });
});
