import { startApp } from '../harness';
import { createWorld, type World } from './world';
let w: World;
const log: string[] = [];
const out = (name: string, v: unknown) => log.push(`## ${name}: ${typeof v === 'string' ? v : JSON.stringify(v)}`);
beforeAll(async () => { w = await createWorld(await startApp()); }, 300_000);
afterAll(async () => { await w?.app.stop(); require('node:fs').writeFileSync('/tmp/review.out', log.join('\n')); });
const S = () => w.app.strapi as any;
const knex = () => S().db.connection;
const run = (name: string, f: () => Promise<unknown>) => test(name, async () => { try { out(name, await f()); } catch (e: any) { out(name, 'ERR ' + (e.stack ?? e)); } });
const rows = async (doc: string) => knex()('pages').leftJoin('pages_process_lnk', 'pages_process_lnk.page_id', 'pages.id').where('pages.document_id', doc).select('pages.id', 'locale', 'published_at', 'space_id').then((r: any[]) => r.map((x) => `${x.id}/${x.locale}/${x.published_at ? 'pub' : 'draft'}/sp${x.space_id}`).join(' '));
const mk = (uid: string, data: any, o: any = {}) => S().documents(uid).create({ data, ...o });
const short = (a: any) => `${a.status} ${a.text.slice(0, 260)}`;

run('S15a locale=fr new row by outsider, process null, transparent', async () => {
  const p = await mk('api::page.page', { title: 'T page', process: w.places.transparent.space!.documentId }, { status: 'published' });
  const before = await rows(p.documentId);
  const a = await w.clients.outsider.put(`/api/pages/${p.documentId}?locale=fr`, { data: { title: 'vol', process: null } });
  return [before, short(a), await rows(p.documentId)];
});
run('S15b locale=fr new row by participant of mine into mine', async () => {
  const p = await mk('api::page.page', { title: 'T page', process: w.places.transparent.space!.documentId }, { status: 'published' });
  const before = await rows(p.documentId);
  const a = await w.clients.participant.put(`/api/pages/${p.documentId}?locale=fr`, { data: { title: 'vol', process: w.places.mine.space!.documentId } });
  return [before, short(a), await rows(p.documentId)];
});
run('S15c locale=fr new row, no process', async () => {
  const p = await mk('api::page.page', { title: 'T page', process: w.places.transparent.space!.documentId }, { status: 'published' });
  const a = await w.clients.outsider.put(`/api/pages/${p.documentId}?locale=fr`, { data: { title: 'vol' } });
  return [short(a), await rows(p.documentId)];
});
run('S34 set null + connect into transparent (REST create)', async () => {
  const t = w.places.transparent.space!;
  const a = await w.clients.outsider.post('/api/pages?status=published', { data: { title: 'smuggled', process: { set: null, connect: [{ documentId: t.documentId }] } } });
  return [t.id, short(a), a.body?.data && await rows(a.body.data.documentId)];
});
run('S34b set null + connect id', async () => {
  const t = w.places.transparent.space!;
  const a = await w.clients.outsider.post('/api/pages?status=published', { data: { title: 'smuggled', process: { set: null, connect: [{ id: t.id }] } } });
  return [t.id, short(a), a.body?.data && await rows(a.body.data.documentId)];
});
run('S34c set null + connect hidden', async () => {
  const t = w.places.other.space!;
  const a = await w.clients.outsider.post('/api/pages?status=published', { data: { title: 'smuggled', process: { set: null, connect: [{ id: t.id }] } } });
  const b = await w.clients.outsider.post('/api/pages?status=published', { data: { title: 'smuggled', process: { set: 0, connect: [{ id: t.id }] } } });
  const c = await w.clients.outsider.post('/api/pages?status=published', { data: { title: 'smuggled', process: { set: null, connect: [{ id: 99999 }] } } });
  return [t.id, short(a), short(b), short(c)];
});
run('S34d adopt: set null + connect comments of transparent', async () => {
  const c = w.places.transparent.comments[0]!;
  const a = await w.clients.outsider.post('/api/proposals', { data: { title: 'thief', comments: { set: null, connect: [{ id: c.id }] } } });
  const b = await w.clients.outsider.post('/api/proposals', { data: { title: 'thief', comments: { connect: [{ id: c.id }] } } });
  return [short(a), short(b), await knex()('comments_proposal_lnk').where('comment_id', c.id)];
});
run('S26 users PUT proposals of transparent', async () => {
  const auth = await S().db.query('plugin::users-permissions.role').findOne({ where: { type: 'authenticated' } });
  await S().db.query('plugin::users-permissions.permission').create({ data: { action: 'plugin::users-permissions.user.update', role: auth.id } });
  const me = (await w.clients.outsider.get('/api/users/me')).body;
  const { user } = await w.app.registerUser({ username: 'victim', email: 'victim@example.org' });
  const p = await mk('api::proposal.proposal', { title: 'T prop', author: user.id, space: w.places.transparent.space!.documentId });
  const h = await mk('api::proposal.proposal', { title: 'H prop', author: user.id, space: w.places.other.space!.documentId });
  const a = await w.clients.outsider.put(`/api/users/${me.id}`, { proposals: { connect: [p.id] } });
  const b = await w.clients.outsider.put(`/api/users/${me.id}`, { proposals: { connect: [h.id] } });
  return [me.id, user.id, short(a), short(b), await knex()('proposals_author_lnk').whereIn('proposal_id', [p.id, h.id])];
});
run('S26b topics PUT proposals connect transparent / set [] drops hidden', async () => {
  const t = await mk('api::topic.topic', { name: 'Topic X', proposals: [w.places.other.proposals[0]!.documentId, w.places.transparent.proposals[0]!.documentId] });
  const l1 = await knex()('proposals_topics_lnk').where('topic_id', t.id).pluck('proposal_id');
  const a = await w.clients.outsider.put(`/api/topics/${t.documentId}`, { data: { proposals: [w.places.public.proposals[0]!.documentId] } });
  return [l1, short(a), await knex()('proposals_topics_lnk').where('topic_id', t.id).pluck('proposal_id')];
});
run('S26c page children connect transparent page', async () => {
  const a = await w.clients.outsider.post(`/api/pages`, { data: { title: 'parent thief', children: { connect: [w.places.transparent.pages[0]!.documentId] } } });
  return [short(a)];
});
run('S29 upload to hidden', async () => {
  const auth = await S().db.query('plugin::users-permissions.role').findOne({ where: { type: 'authenticated' } });
  await S().db.query('plugin::users-permissions.permission').create({ data: { action: 'plugin::upload.content-api.upload', role: auth.id } });
  const p = w.places.other.proposals[1]!;
  const a = await w.clients.outsider.upload('/api/upload', { file: 'hello', filename: 'evil.txt', type: 'text/plain', name: 'files', fields: { ref: 'api::proposal.proposal', refId: String(p.id), field: 'pictures' } });
  return [short(a), await knex()('files_related_mph').where({ related_id: p.id, related_type: 'api::proposal.proposal' })];
});
run('S115 disconnect unrelated', async () => {
  const p = await mk('api::page.page', { title: 'D page', process: w.places.mine.space!.documentId }, { status: 'published' });
  const before = await rows(p.documentId);
  await S().documents('api::page.page').update({ documentId: p.documentId, data: { process: { disconnect: [w.places.public.space!.documentId] } } });
  return [before, await rows(p.documentId), short(await w.app.http.get(`/api/pages/${p.documentId}`))];
});
run('S39 lifecycles disabled', async () => {
  S().db.lifecycles.disable();
  const p = w.places.transparent.proposals[1]!;
  const a = await w.clients.outsider.put(`/api/proposals/${p.documentId}`, { data: { title: 'vandal transparentword' } });
  const c = await w.clients.outsider.post(`/api/proposals`, { data: { title: 'in', space: w.places.transparent.space!.documentId } });
  S().db.lifecycles.enable();
  const b = await w.clients.outsider.put(`/api/proposals/${p.documentId}`, { data: { title: 'vandal transparentword' } });
  return [short(a), short(c), short(b)];
});
