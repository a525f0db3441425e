import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Notice, NoticeKind } from '../../../contracts/groups';
import { PERMISSIONS } from '../../../contracts/permissions';
import type { Delivery, NewDelivery } from '../deliveries/queries';
import { render, type RenderedMail } from '../deliveries/render';
import { USER } from '../shared/accounts';
import { asSystem } from '../shared/actor';
import { clock, DAY, HOUR } from '../shared/clock';
import { Refusal } from '../shared/errors';
import { configOf, siteName, siteUrl } from '../shared/config';
import { pickLocale } from '../shared/locales';
import { service } from '../shared/services';
import { latest } from '../shared/sets';
import { entityColumns, isoDate, knexOf, TABLES } from '../shared/tables';
import type { createConfirmations } from './confirmations';
import type { GroupRow } from './queries';

/** Something to be told. */
export type News = {
  kind: NoticeKind;
  group: Pick<GroupRow, 'id' | 'name' | 'nickname' | 'token_version'>;
  /** Whom it concerns, who reads it in `GET /me`; null: nobody with an account. */
  userId: number | null;
  /** Where the mail goes; null: there is none. */
  email: string | null;
  /** User name of who did it; null: an administrator, or the site. */
  by?: string | null;
  reason?: string | null;
};

type Row = {
  id: number;
  document_id: string;
  kind: NoticeKind;
  user_id: number | null;
  group_id: number | null;
  name: string;
  nickname: string | null;
  by: string | null;
  reason: string | null;
  version: number | null;
  created_at: unknown;
};

/** What can be taken back and said again, as often as somebody likes. */
const ASKING: NoticeKind[] = ['invited', 'requested'];

/** How long nobody gets a second mail about the same asking. */
const MAIL_PAUSE = DAY;

/** Mails that ask one address to confirm, at most, in the time after it. */
const CONFIRMATIONS = 5;
const CONFIRMATION_TIME = HOUR;

/** The latest that `GET /me` shows. */
const SHOWN = 50;

const mailOf = (
  noticeId: number,
  {
    kind,
    email,
    by,
    locale,
    bulk,
  }: Pick<NewDelivery, 'email' | 'locale' | 'bulk'> & {
    kind: NoticeKind;
    by: string | null;
  },
): NewDelivery => ({
  kind: `group_${kind}`,
  email,
  invitationId: null,
  participantId: null,
  noticeId,
  inviter: by,
  locale,
  bulk,
});

/** What is told to people about groups: a row each, and a mail. */
export const createNotices = (
  strapi: Core.Strapi,
  confirmations: ReturnType<typeof createConfirmations>,
) => {
  const table = (transaction?: Knex.Transaction) => knexOf(strapi, transaction)(TABLES.notices);

  /** Languages that people are written to in, where they have chosen one. */
  const languages = async (transaction: Knex.Transaction | undefined, ids: number[]) => {
    const attribute = strapi.db.metadata.get(USER).attributes[configOf(strapi).profile.locale];
    const column = (attribute as { columnName?: string } | undefined)?.columnName;
    if (!column || ids.length === 0) return new Map<number, string | null>();
    const rows: { id: number; locale: string | null }[] = await knexOf(
      strapi,
      transaction,
    )(TABLES.users)
      .whereIn('id', ids)
      .select('id', `${column} as locale`);
    return new Map(rows.map(({ id, locale }) => [id, locale]));
  };

  /** Asking and asking to join again says nothing new: of these, who has been told today. */
  const toldBefore = async (transaction: Knex.Transaction, news: News[]): Promise<Set<News>> => {
    const asking = news.filter(({ kind }) => ASKING.includes(kind));
    const [first] = asking;
    if (!first) return new Set();
    const told: { kind: string; user_id: number; by: string | null }[] = await latest(
      transaction,
      table(transaction)
        .where('group_id', first.group.id)
        .whereIn('kind', ASKING)
        .whereIn(
          'user_id',
          asking.flatMap(({ userId }) => userId ?? []),
        )
        .where('created_at', '>', clock.in(-MAIL_PAUSE)),
    );
    return new Set(
      asking.filter(({ kind, userId, by }) =>
        told.some((one) => one.kind === kind && one.user_id === userId && one.by === (by ?? null)),
      ),
    );
  };

  /** Mails that asked an address to confirm lately, those that a later one called back included. */
  const countConfirmations = async (
    transaction: Knex.Transaction,
    email: string | null,
  ): Promise<number> => {
    const since = clock.in(-CONFIRMATION_TIME);
    const count = await transaction(TABLES.deliveries)
      // Of any status, and none is due before it is made: so an index leads to the latest.
      .whereIn('status', ['queued', 'sending', 'sent', 'failed', 'cancelled'])
      .where('bulk', false)
      .where('due_at', '>', since)
      .where('created_at', '>', since)
      .where({ kind: 'group_confirmation', email })
      .count({ total: '*' })
      .first();
    return Number((count as { total?: unknown } | undefined)?.total ?? 0);
  };

  /** Whether administrators were told twice today of a group that they have not decided about since. */
  const haveBeenTold = async (transaction: Knex.Transaction, group: GroupRow): Promise<boolean> => {
    const decided = group.decided_at ? new Date(isoDate(group.decided_at)!) : new Date(0);
    const today = clock.in(-MAIL_PAUSE);
    const told: { id: number }[] = await table(transaction)
      .where({ group_id: group.id, kind: 'to_verify' })
      .where('created_at', '>', decided > today ? decided : today)
      .limit(2)
      .select('id');
    return told.length === 2;
  };

  /** Keeps news as rows; gives their ids in the same order. */
  const insert = async (
    transaction: Knex.Transaction,
    news: Omit<News, 'email'>[],
  ): Promise<number[]> => {
    const rows = news.map(({ kind, group, userId, by, reason }) => ({
      ...entityColumns(),
      kind,
      user_id: userId,
      group_id: group.id,
      name: group.name,
      nickname: group.nickname,
      by: by ?? null,
      reason: reason ?? null,
      version: kind === 'confirmation' ? group.token_version : null,
    }));
    await transaction.batchInsert(TABLES.notices, rows, 100);
    const stored: Row[] = await table(transaction).whereIn(
      'document_id',
      rows.map(({ document_id }) => document_id),
    );
    const ids = new Map(stored.map(({ id, document_id }) => [document_id, id]));
    return rows.map(({ document_id }) => ids.get(document_id)!);
  };

  /** Tells news in the transaction that makes them. */
  const tell = async (transaction: Knex.Transaction, news: News[]): Promise<void> => {
    if (news.length === 0) return;
    const repeated = await toldBefore(transaction, news);
    const ids = await insert(transaction, news);
    const spoken = await languages(
      transaction,
      news.flatMap(({ userId }) => userId ?? []),
    );
    await service(strapi, 'deliveries').queue(
      transaction,
      news.flatMap((one, index) => {
        const { kind, email, userId, by = null } = one;
        if (email === null || repeated.has(one)) return [];
        const locale = spoken.get(userId ?? 0) ?? null;
        return mailOf(ids[index]!, { kind, email, by, locale, bulk: news.length > 100 });
      }),
    );
  };

  const linkOf = (row: Row, group: GroupRow | undefined): string | null => {
    if (row.kind === 'confirmation')
      return group && !group.confirmed_at && group.token_version === row.version
        ? confirmations.linkOf(group)
        : null;
    if (row.kind === 'to_verify')
      return `${strapi.config.get<string>('admin.absoluteUrl')}/plugins/participation/groups/${group?.document_id ?? ''}`;
    const { groupUrl } = configOf(strapi).pages;
    return groupUrl && row.nickname
      ? groupUrl.replaceAll('{nickname}', encodeURIComponent(row.nickname))
      : siteUrl(strapi);
  };

  return {
    tell,

    /** Asks a group's address to confirm. Whoever writes it, nobody's mailbox is flooded. */
    async askToConfirm(
      transaction: Knex.Transaction,
      group: GroupRow,
      userId: number,
    ): Promise<void> {
      if ((await countConfirmations(transaction, group.email)) >= CONFIRMATIONS)
        throw new Refusal(
          429,
          'too_many_requests',
          'This address has been asked to confirm several times. Look for the mail there, or try again in an hour.',
        );
      await tell(transaction, [{ kind: 'confirmation', group, userId, email: group.email }]);
    },

    /** Mails to the administrators who verify groups that one waits for them. */
    async tellAdministrators(transaction: Knex.Transaction, group: GroupRow): Promise<void> {
      if (await haveBeenTold(transaction, group)) return;
      const administrators: { email: string; preferedLanguage: string | null }[] = await asSystem(
        () =>
          strapi.db.query('admin::user').findMany({
            where: {
              isActive: true,
              blocked: false,
              roles: { permissions: { action: PERMISSIONS.groupsVerify } },
            },
          }),
      );
      const kind = 'to_verify';
      const [id] = await insert(transaction, [{ kind, group, userId: null }]);
      await service(strapi, 'deliveries').queue(
        transaction,
        administrators.map(({ email, preferedLanguage: locale }) =>
          mailOf(id!, { kind, email, by: null, locale, bulk: false }),
        ),
      );
    },

    /** Invitations that a group has made within a day, those that were taken back included. */
    async countInvited(transaction: Knex.Transaction, groupId: number): Promise<number> {
      const count = await table(transaction)
        .where({ group_id: groupId, kind: 'invited' })
        .where('created_at', '>', clock.in(-DAY))
        .count({ total: '*' })
        .first();
      return Number((count as { total?: unknown } | undefined)?.total ?? 0);
    },

    /** The language of whoever had a group's confirmation sent, where they have chosen one. */
    async confirmationLocale(groupId: number): Promise<string | null> {
      const [userId]: (number | null)[] = await table()
        .where({ group_id: groupId, kind: 'confirmation' })
        .orderBy('id', 'desc')
        .limit(1)
        .pluck('user_id');
      return userId ? ((await languages(undefined, [userId])).get(userId) ?? null) : null;
    },

    /** What was told to somebody, the latest first. */
    async of(userId: number): Promise<Notice[]> {
      const rows: Row[] = await table().where('user_id', userId).orderBy('id', 'desc').limit(SHOWN);
      return rows.map((row) => ({
        documentId: row.document_id,
        kind: row.kind,
        group: { name: row.name, nickname: row.nickname ?? '' },
        by: row.by,
        reason: row.reason,
        createdAt: isoDate(row.created_at)!,
      }));
    },

    /** The mails about news; a confirmation whose link is dead is not sent. */
    async compose(deliveries: Delivery[]): Promise<Map<number, RenderedMail>> {
      const rows: (Row & { username: string | null })[] = await knexOf(strapi)({
        n: TABLES.notices,
      })
        .leftJoin({ u: TABLES.users }, 'u.id', 'n.user_id')
        .whereIn(
          'n.id',
          deliveries.flatMap(({ noticeId }) => noticeId ?? []),
        )
        .select('n.*', 'u.username');
      const groups: GroupRow[] = await knexOf(strapi)(TABLES.groups).whereIn(
        'id',
        rows.flatMap(({ group_id }) => group_id ?? []),
      );
      const mails = new Map<number, RenderedMail>();
      for (const { id, noticeId, locale } of deliveries) {
        const row = rows.find((one) => one.id === noticeId);
        const link =
          row &&
          linkOf(
            row,
            groups.find((one) => one.id === row.group_id),
          );
        if (!row || !link) continue;
        const site = siteName(strapi);
        const variables = {
          name: row.username,
          group: row.name,
          inviter: row.by ?? site,
          site,
          message: row.reason,
          link,
        };
        const language = pickLocale([locale], configOf(strapi).defaultLocale);
        mails.set(id, render(`group_${row.kind}`, language, variables, configOf(strapi).templates));
      }
      return mails;
    },

    /** Erases what was told before a moment. */
    async forgetBefore(transaction: Knex.Transaction, before: Date): Promise<void> {
      await table(transaction).where('created_at', '<', before).delete();
    },
  };
};

export type Notices = ReturnType<typeof createNotices>;
