import fs from 'node:fs/promises';
import { createSpace } from '../integration/story';
import { startSession, type Session } from './browser';
import { openInvitations } from './panel';
import { waitForUpload, preview, correct } from './imports';
let session: Session;
afterAll(() => session?.stop());
test('shots', async () => {
  await fs.mkdir('/tmp/d-shots', { recursive: true });
  session = await startSession();
  await createSpace(session.app, { title: 'Parks and gardens' });
  const page = await session.newPage();
  await session.signIn(page);
  const shot = async (name: string) => {
    await page.waitForTimeout(600);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    console.log(name, wide);
    await page.screenshot({ path: `/tmp/d-shots/${name}.png`, animations: 'disabled', fullPage: true });
  };
  await page.setViewportSize({ width: 1280, height: 1800 });
  await openInvitations(page, 'import');
  await waitForUpload(page);
  await shot('upload');
  await page.setViewportSize({ width: 390, height: 1800 });
  await shot('upload-narrow');
  await page.setViewportSize({ width: 1280, height: 1600 });
  await preview(page, { name: 'residents.csv', content: [
    'Courriel;Prénom;Nom;Langue;Groupes;Admin;Message',
    'ana@invite.example.org;Ana;Díaz;es;;FAUX;Ven, por favor: te esperamos en la plaza el domingo por la mañana con toda la familia',
    'bo@invite.example.org;Bo;Lund;xx;"Quartier A; B, Nowhere";yup;', 'cy@invite.example.org;;;;;;'].join('\n') });
  await shot('preview');
  const dialog = await correct(page, 3);
  void dialog;
  await shot('correct');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 1800 });
  await shot('preview-narrow');
}, 240000);
