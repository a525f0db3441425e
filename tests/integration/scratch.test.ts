import { startApp, type App } from './harness';
import { createSpace, participantOf } from './story';

let app: App;
beforeAll(async () => { app = await startApp({ logLevel: 'warn' }); });
afterAll(() => app.stop());
const show = (label: string, a: any) => console.log(label, a.status, JSON.stringify(a.body).slice(0, 900));

const allow = async (role: string) => {
  const r = await app.strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: role } });
  for (const t of ['proposal', 'comment', 'topic', 'page'])
    for (const a of ['find', 'findOne', 'create', 'update', 'delete'])
      await app.strapi.db.query('plugin::users-permissions.permission').create({ data: { action: `api::${t}.${t}.${a}`, role: r.id } });
};

it('explores', async () => {
  await allow('public'); await allow('authenticated');
  const secret = await createSpace(app, { title: 'Secret' });
  const open = await createSpace(app, { title: 'Open', visibility: 'public' });
  const glass = await createSpace(app, { title: 'Glass', visibility: 'transparent' });
  const alice = await participantOf(app, secret, 'alice@example.org');
  const { jwt } = await app.registerUser({ username: 'out', email: 'out@example.org' });
  const out = app.as(jwt);
  const P = '/api/proposals';
  const p1 = await alice.post(P, { data: { title: 'secret one', space: secret.documentId, reference: 'R1' } });
  show('out creates in glass', await out.post(P, { data: { title: 'x', space: glass.documentId } }));
  show('unique', await out.post(P, { data: { title: 'x', reference: 'R1' } }));
  const gql = (c: any, query: string) => c.post('/graphql', { query });
  show('gql glass', await gql(out, `mutation { createProposal(data: { title: "x", space: "${glass.documentId}" }) { title } }`));
  show('gql upd', await gql(out, `mutation { updateProposal(documentId: "${p1.body.data.documentId}", data: { title: "x" }) { title } }`));
  const c1 = await alice.post('/api/comments', { data: { body: 'secret c', proposal: p1.body.data.documentId } });
  // page
  const pg = await alice.post('/api/pages', { data: { title: 'page', process: secret.documentId } });
  const id = pg.body.data.documentId;
  show('locale', await app.admin.post('/i18n/locales', { code: 'fr', name: 'French', isDefault: false }));
  show('fr', await alice.put(`/api/pages/${id}?locale=fr&populate=process`, { data: { title: 'page fr' } }));
  show('out fr', await out.get(`/api/pages?locale=fr`));
  show('out *', await out.get(`/api/pages?locale=*&status=draft`));
  show('alice *', await alice.get(`/api/pages?locale=*&populate=*`));
  const cm = '/content-manager/collection-types/api::page.page';
  show('cm disconnect', await app.admin.put(`${cm}/${id}?locale=fr`, { title: 'moved', process: { connect: [{ documentId: open.documentId, id: 2 }], disconnect: [] } }));
  show('out *', await out.get(`/api/pages?locale=*&populate=process`));
  show('out * draft', await out.get(`/api/pages?locale=*&status=draft&populate=process`));
  show('types', await app.admin.get('/participation/visibility'));
  show('entry', await app.admin.get(`/participation/visibility/api::comment.comment/${c1.body.data.documentId}`));
  show('entry', await app.admin.get(`/participation/visibility/api::page.page/${id}`));
  show('entry', await app.admin.get(`/participation/visibility/api::topic.topic/${id}`));
  show('summary', await app.admin.get(`/participation/spaces/${secret.documentId}/content`));
  show('summary', await app.admin.get(`/participation/spaces/${open.documentId}/content`));
  show('content', await app.admin.get(`/participation/spaces/${secret.documentId}/content/api::comment.comment`));
  show('content', await app.admin.get(`/participation/spaces/${open.documentId}/content/api::page.page`));
  show('headers', { status: 1, body: (await alice.get(P)).headers });
  show('headers', { status: 1, body: (await app.http.get(P)).headers });
  show('headers', { status: 1, body: (await app.http.get('/api/topics')).headers });
});
