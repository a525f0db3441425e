import { startApp, type App } from './harness';
import { createSpace, participantOf } from './story';

let app: App;
beforeAll(async () => { app = await startApp({ logLevel: 'warn' }); });
afterAll(() => app.stop());
const show = (label: string, a: any) => console.log(label, a.status, JSON.stringify(a.body).slice(0, 1500));

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
  const p1 = await alice.post(P, { data: { title: 'secret one', space: secret.documentId } });
  show('participant creates docId', p1);
  show('alice creates connect', await alice.post(P + '?populate=space', { data: { title: 'secret two', space: { connect: [secret.documentId] } } }));
  show('alice creates set', await alice.post(P + '?populate=*', { data: { title: 'secret 3', space: { set: [{ documentId: secret.documentId }] } } }));
  show('out creates in secret', await out.post(P, { data: { title: 'x', space: secret.documentId } }));
  show('out creates in unknown', await out.post(P, { data: { title: 'x', space: 'abcdefghijklmnopqrstuvwx' } }));
  show('out creates in glass', await out.post(P, { data: { title: 'x', space: glass.documentId } }));
  show('out creates in open', await out.post(P, { data: { title: 'open', space: open.documentId } }));
  show('out creates space_id', await out.post(P, { data: { title: 'x', space_id: 1 } }));
  show('out creates none', await out.post(P, { data: { title: 'none' } }));
  show('out list', await out.get(P + '?populate=*'));
  show('alice list', await alice.get(P + '?populate=space'));
  show('anon filter', await app.http.get(P + '?filters[space][slug][$eq]=' + secret.slug));
  show('out update', await out.put(P + '/' + p1.body.data.documentId, { data: { title: 'y' } }));
  show('out delete', await out.delete(P + '/' + p1.body.data.documentId));
  show('alice update', await alice.put(P + '/' + p1.body.data.documentId + '?populate=space', { data: { title: 'y' } }));
  const c1 = await alice.post('/api/comments', { data: { body: 'secret c', proposal: p1.body.data.documentId } });
  show('alice comments', c1);
  show('out comments', await out.post('/api/comments', { data: { body: 'c', proposal: p1.body.data.documentId } }));
  show('out comments', await out.post('/api/comments', { data: { body: 'c' } }));
  show('out list comments', await out.get('/api/comments?populate=proposal'));
  show('alice list comments', await alice.get('/api/comments?populate[proposal][populate]=space'));
  const gql = (c: any, query: string) => c.post('/graphql', { query });
  show('gql out', await gql(out, '{ proposals { documentId title space { title } } participationSpaces { title } proposals_connection { pageInfo { total } } }'));
  show('gql alice', await gql(alice, '{ proposals { documentId title space { title } comments { body } comments_connection { pageInfo { total } } } participationSpaces { title } proposals_connection { pageInfo { total } } }'));
  // page
  const pg = await alice.post('/api/pages', { data: { title: 'page', process: secret.documentId, quote: { text: 'q', proposal: p1.body.data.documentId }, blocks: [{ __component: 'shared.quote', text: 'dz', proposal: p1.body.data.documentId }] } });
  show('page', pg);
  show('page out', await out.get('/api/pages?status=draft'));
  show('page alice', await alice.get('/api/pages?populate[process]=true&populate[blocks][on][shared.quote][populate]=*&populate[quote][populate]=*'));
  const cm = '/content-manager/collection-types/api::proposal.proposal';
  const cp = await app.admin.post(cm, { title: 'by admin', space: { connect: [{ id: 1, documentId: secret.documentId }], disconnect: [] } });
  show('cm create', cp);
  const id = cp.body.data.documentId;
  show('cm relation', await app.admin.get(`/content-manager/relations/api::proposal.proposal/${id}/space`));
  show('cm relation search', await app.admin.get(`/content-manager/relations/api::proposal.proposal/space?id=${id}`));
  show('cm untouched', await app.admin.put(`${cm}/${id}`, { title: 'again', space: { connect: [], disconnect: [] } }));
  show('cm relation', await app.admin.get(`/content-manager/relations/api::proposal.proposal/${id}/space`));
  show('cm disconnect', await app.admin.put(`${cm}/${id}`, { space: { connect: [], disconnect: [{ id: 1, documentId: secret.documentId }] } }));
  show('cm relation', await app.admin.get(`/content-manager/relations/api::proposal.proposal/${id}/space`));
  show('cm list', await app.admin.get(cm));
  show('cm get', await app.admin.get(`${cm}/${id}`));
});
