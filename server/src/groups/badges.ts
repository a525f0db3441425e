import type { Core } from '@strapi/strapi';
import type { Badge, GroupRef } from '../../../contracts/groups';
import { service } from '../shared/services';
import type { GroupEntry } from './queries';

/** A badge that groups earn. */
export type BadgeSource = {
  /** Told apart by; frontends translate by it. */
  name: string;
  /** What has to be counted for level 1, 2, …, rising. */
  levels: number[];
  /** How much each of these groups has, by documentId, in one go for all; left out: nothing. */
  count(groups: GroupRef[]): Promise<Map<string, number>>;
};

type Counts = Map<number, { members: number; followers: number }>;

const FOLLOWERS = [10, 50, 200];
const MEMBERS = [5, 20, 100];
const CONTRIBUTIONS = [1, 10, 50];

/** What groups have earned. A project may add its own: `service('groups').badges.register(…)`. */
export const createBadges = (strapi: Core.Strapi) => {
  const own: BadgeSource[] = [];

  const builtIn = (entries: GroupEntry[], counts: Counts): BadgeSource[] => {
    const from = (valueOf: (entry: GroupEntry) => number) => async () =>
      new Map(entries.map((entry) => [entry.documentId, valueOf(entry)]));
    return [
      { name: 'verified', levels: [1], count: from(({ verified }) => (verified ? 1 : 0)) },
      {
        name: 'followers',
        levels: FOLLOWERS,
        count: from(({ id }) => counts.get(id)?.followers ?? 0),
      },
      { name: 'members', levels: MEMBERS, count: from(({ id }) => counts.get(id)?.members ?? 0) },
      {
        name: 'contributions',
        levels: CONTRIBUTIONS,
        count: () => service(strapi, 'groups').authors.contributions(entries),
      },
    ];
  };

  return {
    /** Adds a badge; one of the same name is replaced. */
    register(badge: BadgeSource): void {
      const isRising = badge.levels.every((one, at) => at === 0 || one > badge.levels[at - 1]!);
      if (badge.levels.length === 0 || !isRising)
        throw new Error(`The levels of the badge "${badge.name}" must rise.`);
      const at = own.findIndex(({ name }) => name === badge.name);
      own.splice(at < 0 ? own.length : at, at < 0 ? 0 : 1, badge);
    },

    /** The badges of these groups, of which nothing is known unless they are verified; by id. */
    async of(entries: GroupEntry[], counts: Counts): Promise<Map<number, Badge[]>> {
      const earned = new Map<number, Badge[]>();
      const verified = entries.filter((entry) => entry.verified);
      if (verified.length === 0) return earned;
      const sources = builtIn(verified, counts).filter(
        ({ name }) => !own.some((one) => one.name === name),
      );
      for (const { name, levels, count } of [...sources, ...own]) {
        const totals = await count(
          verified.map(({ documentId, name: title, nickname }) => ({
            documentId,
            name: title,
            nickname,
          })),
        );
        for (const { id, documentId } of verified) {
          const total = totals.get(documentId) ?? 0;
          const level = levels.filter((least) => total >= least).length;
          if (level === 0) continue;
          const badge = { name, level, levels: levels.length, count: total };
          earned.set(id, [...(earned.get(id) ?? []), badge]);
        }
      }
      return earned;
    },
  };
};
