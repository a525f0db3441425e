import fs from 'node:fs/promises';
import path from 'node:path';
import type { Import, ImportMode, ImportRow, RowOutcome } from '../../../contracts/imports';
import type { Participant } from '../../../contracts/participants';
import { startApp, type Answer, type App, type Client } from '../harness';
import { createSpace, eventually } from '../story';

/** What tests of imports share: lists of people, and what an administrator does with them. */

export const DAY = 24 * 3_600_000;

export const IMPORTS = '/participation/imports';

export type Space = { documentId: string; slug: string; title: string };

export const sample = (name: string) => fs.readFile(path.join(__dirname, '../../data', name));

let lists = 0;

/** Addresses that no other test has. */
export const addresses = (count: number): string[] => {
  lists += 1;
  return Array.from({ length: count }, (_, index) => `person.${index}@list${lists}.example.org`);
};

/** A list of these addresses, each with a name. */
export const listOf = (emails: string[]): string =>
  emails.map((email, index) => `${email},Person ${index}`).join('\n');

/** A list of people whom no other test has. */
export const people = (count: number): string => listOf(addresses(count));

export const codeOf = (answer: Answer): string | undefined => answer.body?.error?.details?.code;

/** Attributes of the playground's accounts that files of invitations may fill in, and two others. */
export const USER_FIELDS = [
  'district',
  'birthDate',
  'householdSize',
  'drawnByLot',
  'confirmed',
  'nonsense',
];

let shared: Promise<App> | null = null;

/** The app that the tests of one run share; they may leave as many previews behind as they like. */
export const startImports = (): Promise<App> =>
  (shared ??= startApp({
    participation: { imports: { maxWaiting: 1_000 }, invitations: { fields: USER_FIELDS } },
  }));

export const stopImports = async (): Promise<void> => (await shared)?.stop();

export type Uploading = { name?: string; options?: object };
type Path = `/${string}`;

/** The imports into one space, as an administrator works with them. */
export class Lists {
  constructor(
    readonly app: Pick<App, 'admin'> & Partial<Pick<App, 'strapi'>>,
    readonly space: Space,
    readonly client: Client = app.admin,
  ) {}

  /** The imports into a new private space. */
  static async ofNewSpace(app: App): Promise<Lists> {
    return new Lists(app, await createSpace(app));
  }

  upload(file: Buffer | string, { name = 'list.csv', options }: Uploading = {}): Promise<Answer> {
    const fields = { kind: 'participants', space: this.space.documentId };
    return this.client.upload(IMPORTS, {
      file,
      filename: name,
      fields: options ? { ...fields, options: JSON.stringify(options) } : fields,
    });
  }

  ask(id: string, what: Path | '' = ''): Promise<Answer> {
    return this.client.get(`${IMPORTS}/${id}${what}`);
  }

  async get(id: string): Promise<Import> {
    return (await this.ask(id)).body.data;
  }

  /** Waits until an import has this state, or has failed. */
  until(id: string, status: Import['status']): Promise<Import> {
    return eventually(
      () => this.get(id),
      (one) => one.status === status || one.status === 'failed',
    );
  }

  /** Uploads a file and waits until it is read. */
  async preview(file: Buffer | string, uploading?: Uploading): Promise<Import> {
    const { body } = expectStatus(201, await this.upload(file, uploading));
    return this.until(body.data.id, 'ready');
  }

  start(id: string, mode: ImportMode = 'add'): Promise<Answer> {
    return this.client.post(`${IMPORTS}/${id}/start`, { mode });
  }

  /** Starts a preview and waits until it is applied. */
  async apply(id: string, mode?: ImportMode): Promise<Import> {
    expectStatus(200, await this.start(id, mode));
    return this.until(id, 'completed');
  }

  /** Has a file read and applied. */
  async run(file: Buffer | string, mode?: ImportMode): Promise<Import> {
    return this.apply((await this.preview(file)).id, mode);
  }

  cancel(id: string): Promise<Answer> {
    return this.client.post(`${IMPORTS}/${id}/cancel`);
  }

  undo(id: string): Promise<Answer> {
    return this.client.post(`${IMPORTS}/${id}/undo`);
  }

  delete(id: string): Promise<Answer> {
    return this.client.delete(`${IMPORTS}/${id}`);
  }

  correct(id: string, line: number | string, values: object): Promise<Answer> {
    return this.client.put(`${IMPORTS}/${id}/rows/${line}`, { values });
  }

  useColumns(id: string, columns: (string | null)[], header?: boolean): Promise<Answer> {
    return this.client.put(`${IMPORTS}/${id}/columns`, { columns, header });
  }

  removals(id: string, query = ''): Promise<Answer> {
    return this.ask(id, `/removals?${query}`);
  }

  /** All rows that a query finds. */
  rows(id: string, query = ''): Promise<ImportRow[]> {
    return this.pages(`${IMPORTS}/${id}/rows`, query);
  }

  /** What became of each address of an import, or is to be expected. */
  async outcomes(id: string): Promise<Record<string, RowOutcome | null>> {
    const rows = await this.rows(id);
    return Object.fromEntries(rows.map(({ values, outcome }) => [values.email!, outcome]));
  }

  /** The lines of a report, without the byte order mark. */
  async report(id: string, query = ''): Promise<string[]> {
    const { text } = await this.ask(id, `/report?${query}`);
    return text.replace('\uFEFF', '').trimEnd().split('\r\n');
  }

  /** Everybody on the space's list, by address. */
  members(): Promise<Participant[]> {
    const list = `/participation/spaces/${this.space.documentId}/participants`;
    return this.pages(list, 'sort=email:asc');
  }

  async emails(): Promise<string[]> {
    return (await this.members()).map(({ email }) => email).sort();
  }

  /** What the log says of the space, the last first. */
  async log(): Promise<{ action: string; subject: string; actor: string; details: object }[]> {
    return this.pages('/participation/activity', `space=${this.space.documentId}`);
  }

  /** How many rows one of the plugin's tables has. */
  count(type: string, where: object = {}): Promise<number> {
    return this.app.strapi!.db.query(`plugin::participation.${type}`).count({ where });
  }

  private async pages<Row>(address: string, query: string): Promise<Row[]> {
    const found: Row[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await this.app.admin.get(`${address}?pageSize=100&page=${page}&${query}`);
      const { results, pagination } = expectStatus(200, answer).body;
      found.push(...results);
      if (page >= pagination.pageCount) return found;
    }
  }
}

/** The answer, if it has this status. */
export const expectStatus = (status: number, answer: Answer): Answer => {
  if (answer.status !== status) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
};

/** The plugin's clock in an app, to be moved. */
export const clockOf = (app: App): { advance(ms: number): void; reset(): void } =>
  app.strapi.plugin('participation').service('clock');

/** What reads and applies imports in an app. */
export const runnersOf = (app: App): { kick(): void; stop(): Promise<void> }[] =>
  app.strapi.plugin('participation').service('imports').runners;

/** From now on, mails of an app stay in their queue. */
export const holdMails = (app: App): Promise<void> =>
  app.strapi.plugin('participation').service('deliveries').worker.stop();
