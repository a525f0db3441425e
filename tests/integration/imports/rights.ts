import { PERMISSIONS } from '../../../contracts/permissions';
import type { Answer, App, Client } from '../harness';
import { Lists, people, startImports } from './lists';

describe('the right to import', () => {
  let app: App;
  let lists: Lists;
  let id: string;

  beforeAll(async () => {
    app = await startImports();
    lists = await Lists.ofNewSpace(app);
    id = (await lists.preview(`${people(2)}\nwrong,W\n`)).id;
  });

  const IMPORTS = '/participation/imports';
  const routes: [route: string, ask: (client: Client) => Promise<Answer>][] = [
    ['GET /imports', (client) => client.get(IMPORTS)],
    ['POST /imports', (client) => new Lists(app, lists.space, client).upload(people(1))],
    ['GET /imports/kinds/:kind', (client) => client.get(`${IMPORTS}/kinds/participants`)],
    ['GET /imports/templates/:kind', (client) => client.get(`${IMPORTS}/templates/participants`)],
    ['GET /imports/:id', (client) => client.get(`${IMPORTS}/${id}`)],
    ['GET /imports/:id/rows', (client) => client.get(`${IMPORTS}/${id}/rows`)],
    ['GET /imports/:id/removals', (client) => client.get(`${IMPORTS}/${id}/removals`)],
    ['GET /imports/:id/report', (client) => client.get(`${IMPORTS}/${id}/report`)],
    [
      'PUT /imports/:id/columns',
      (client) => client.put(`${IMPORTS}/${id}/columns`, { columns: ['email', null] }),
    ],
    [
      'PUT /imports/:id/rows/:line',
      (client) => client.put(`${IMPORTS}/${id}/rows/3`, { values: { email: 'a@example.org' } }),
    ],
    ['POST /imports/:id/start', (client) => client.post(`${IMPORTS}/${id}/start`, {})],
    ['POST /imports/:id/cancel', (client) => client.post(`${IMPORTS}/${id}/cancel`)],
    ['POST /imports/:id/undo', (client) => client.post(`${IMPORTS}/${id}/undo`)],
    ['DELETE /imports/:id', (client) => client.delete(`${IMPORTS}/${id}`)],
  ];
  const asked = async (client: Client) =>
    Promise.all(routes.map(async ([route, ask]) => [route, (await ask(client)).status] as const));

  test('is asked for on each route, and nothing else makes up for it', async () => {
    const before = await lists.get(id);
    const count = await lists.count('import');
    const { participantsImport, invitationsImport, groupsVerify, ...others } = PERMISSIONS;
    const other = await app.adminWith(Object.values(others));
    const { jwt } = await app.registerUser({ username: 'Someone', email: 'someone@example.org' });

    for (const [route, status] of await asked(other)) expect([route, status]).toEqual([route, 403]);
    for (const client of [app.http, app.as(jwt), app.as('nonsense')])
      for (const [route, status] of await asked(client))
        expect([route, status]).toEqual([route, 401]);

    expect(await lists.get(id)).toEqual(before);
    expect(await lists.count('import')).toBe(count);
    expect(await lists.emails()).toEqual([]);

    const importer = await app.adminWith([participantsImport]);
    for (const route of ['GET /imports', 'GET /imports/kinds/:kind', 'GET /imports/:id/rows'])
      expect((await new Map(routes).get(route)!(importer)).status).toBe(200);
    expect((await importer.get(`${IMPORTS}/${id}/removals`)).status).toBe(403);

    // Of another kind: what is about none in particular is there, this import is not.
    const { participantsRemove, participantsRead } = PERMISSIONS;
    const ofOthers = await app.adminWith([invitationsImport, participantsRemove, participantsRead]);
    for (const [route, status] of await asked(ofOthers)) {
      const expected = route.includes(':id') ? 404 : route === 'GET /imports' ? 200 : 403;
      expect([route, status]).toEqual([route, expected]);
    }
    expect((await ofOthers.get(IMPORTS)).body.results).toEqual([]);
    expect(await lists.get(id)).toEqual(before);
  });

  test('leaves no route of an import without it', async () => {
    const paths = app.strapi.plugin('participation').routes as unknown as {
      admin: { routes: { method: string; path: string }[] };
    };
    const declared = paths.admin.routes
      .filter(({ path }) => path.startsWith('/imports'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(routes.map(([route]) => route).sort()).toEqual(declared.sort());
  });
});
