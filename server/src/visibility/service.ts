import type { Core } from '@strapi/strapi';
import type {
  ContentPage,
  ContentQuery,
  ContentSummary,
  EntryVisibility,
  ScopedType,
} from '../../../contracts/visibility';
import { ANONYMOUS, asSystem } from '../shared/actor';
import { configOf } from '../shared/config';
import { Refusal } from '../shared/errors';
import { paginate } from '../shared/paging';
import { service } from '../shared/services';
import { createComponents } from './components';
import { createConditions } from './conditions';
import { keepEventsPublic } from './events';
import { followCopies } from './copies';
import { closeGate } from './gate';
import { createHoldings } from './holdings';
import { proveGate } from './proof';
import { createQueries } from './queries';
import { readScopes, type Declaration } from './scopes';
import { contentType, GROUP, INTERNAL, SPACE } from './types';
import { followValidation } from './uniqueness';
import { guardWrites } from './writes';

type Ability = { can(action: string, subject: string): boolean };

const READ = 'plugin::content-manager.explorer.read';

/** Who may know and change what. */
export const createVisibility = ({ strapi }: { strapi: Core.Strapi }) => {
  const scopes = readScopes(Object.values(strapi.contentTypes) as unknown as Declaration[]);
  const conditions = createConditions(strapi, scopes);
  const queries = createQueries(strapi, conditions);
  let stopFollowing = () => {};

  const readableTypes = (ability: unknown): string[] =>
    [...scopes.keys()].filter((uid) => (ability as Ability).can(READ, uid));

  const pathOf = (uid: string): string[] => {
    const { attribute, parent } = scopes.get(uid)!;
    return parent ? [attribute, ...pathOf(parent)] : [attribute];
  };

  const types = (ability: unknown): ScopedType[] =>
    readableTypes(ability)
      .map((uid) => {
        const { info, kind = 'collectionType' } = contentType(strapi, uid);
        return { uid, displayName: info.displayName, kind, path: pathOf(uid) };
      })
      .sort((one, other) => one.displayName.localeCompare(other.displayName));

  return {
    conditions,
    ...createHoldings(strapi, scopes),

    /** From here on, whatever a request reads or writes passes the gate. */
    close(): void {
      const gated = new Set([SPACE, GROUP, ...INTERNAL, ...scopes.keys()]);
      const components = createComponents(strapi, scopes, conditions);
      closeGate(strapi, { conditions, components, gated });
      followCopies(strapi);
      guardWrites(strapi, scopes, components);
      proveGate(strapi, scopes);
      if (!configOf(strapi).visibility.privateEvents) keepEventsPublic(strapi, gated);
      stopFollowing = followValidation(strapi);
    },

    /**
     * Does `work` for the system: what it reads and writes passes no gate, whoever the request
     * behind it comes from. For code of the project that has to see or change everything.
     */
    asSystem,

    /** On one row of a type (of this table alias): everybody may read it; null: all of them. */
    readableByAll: (uid: string, alias: string) =>
      scopes.has(uid) ? conditions.entry(uid, alias, ANONYMOUS, 'read', 'row') : null,

    /** Leaves nothing behind that outlives the application. */
    open: (): void => stopFollowing(),

    /** The scoped types whose entries an administrator may read in the Content Manager. */
    readableTypes,
    types,

    /** Who sees an entry of a scoped type, and why. */
    async entry(uid: string, documentId: string): Promise<EntryVisibility> {
      const path = pathOf(uid);
      const found = await queries.spaceOf(uid, documentId, path);
      if (found === undefined) throw unknownEntry();
      if (found === null) return { path, belongs: 'none', space: null };
      if (found === 'missing') return { path, belongs: 'missing', space: null };
      const counts = await service(strapi, 'participants').counts([found.id]);
      const { id, ...space } = found;
      const participants = counts.get(id) ?? { total: 0, active: 0 };
      return { path, belongs: 'space', space: { ...space, participants } };
    },

    /** How much of each type belongs to a space. */
    async summary(spaceId: number, ability: unknown): Promise<ContentSummary> {
      const summary: ContentSummary = [];
      for (const type of types(ability))
        summary.push({ ...type, total: await queries.count(type.uid, spaceId, ability) });
      return summary;
    },

    /** One page of the entries of a type that belong to a space. */
    async content(
      spaceId: number,
      uid: string,
      query: ContentQuery,
      ability: unknown,
    ): Promise<ContentPage> {
      if (!readableTypes(ability).includes(uid))
        throw new Refusal(404, 'unknown_type', 'There is no such type of content in spaces.');
      const { rows, total } = await queries.page(uid, spaceId, query, ability);
      return { results: rows, pagination: paginate(query, total) };
    },
  };
};

const unknownEntry = () => new Refusal(404, 'not_found', 'There is no such entry.');
