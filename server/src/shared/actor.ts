import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

/** Somebody with an account, signed in. */
export type User = {
  type: 'user';
  id: number;
  email: string;
  confirmed: boolean;
  /** Ids of the groups that let them into spaces, in requests that Strapi signed them in for. */
  groups?: number[];
};

/** Who a request acts for. */
export type Actor =
  | { type: 'anonymous' }
  | User
  | { type: 'token'; name: string }
  | { type: 'admin'; id: number; name: string; locale: string | null }
  | { type: 'system' };

export const ANONYMOUS: Actor = { type: 'anonymous' };
export const SYSTEM: Actor = { type: 'system' };

/** Strapi signs administrators in by a session or by an admin token. */
const ADMIN_STRATEGIES = ['admin', 'admin-token'];
const API_TOKEN_STRATEGY = 'content-api-token';

export const actorOf = (ctx: Context): Actor => {
  const { user, auth } = ctx.state;
  const strategy = auth?.strategy?.name;
  if (strategy === API_TOKEN_STRATEGY) return { type: 'token', name: auth.credentials.name };
  if (!user) return ANONYMOUS;
  if (ADMIN_STRATEGIES.includes(strategy)) return administrator(user);
  if (isFromBeforeHandover(ctx, user.handedOverAt)) return ANONYMOUS;
  return {
    type: 'user',
    id: user.id,
    email: user.email,
    confirmed: user.confirmed === true,
    groups: ctx.state.participationGroups,
  };
};

/**
 * Whether the token was issued to whoever held the account before the owner of its address got it.
 * Tokens of users-permissions cannot be revoked in its default mode.
 */
const isFromBeforeHandover = (ctx: Context, handedOverAt: string | null | undefined): boolean => {
  if (!handedOverAt) return false;
  const payload = ctx.get('authorization').split('.')[1] ?? '';
  const { iat } = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}') as {
    iat?: number;
  };
  return (iat ?? 0) < Math.floor(Date.parse(handedOverAt) / 1_000);
};

const administrator = (user: {
  id: number;
  firstname?: string | null;
  lastname?: string | null;
  username?: string | null;
  email: string;
  preferedLanguage?: string | null;
}): Actor => ({
  type: 'admin',
  id: user.id,
  name: (
    [user.firstname, user.lastname].filter(Boolean).join(' ') ||
    user.username ||
    user.email
  ).slice(0, 255),
  locale: user.preferedLanguage ?? null,
});

/** Whether an actor is somebody of the site, whom the gate concerns, or runs the whole. */
export const isOfSite = ({ type }: Actor): boolean => type !== 'admin' && type !== 'system';

const acting = new AsyncLocalStorage<Actor>();

/** Does `work` for this actor, whatever the request behind it. */
export const asActor = <Result>(actor: Actor, work: () => Result): Result =>
  acting.run(actor, work);

/** Does `work` for the system itself: no gate stands in its way. */
export const asSystem = <Result>(work: () => Result): Result => asActor(SYSTEM, work);

/** Who is behind what happens right now, down to a lifecycle hook started by a request. */
export const currentActor = (strapi: Core.Strapi): Actor => {
  const actor = acting.getStore();
  if (actor) return actor;
  const ctx = strapi.requestContext.get();
  return ctx ? actorOf(ctx as unknown as Context) : SYSTEM;
};

/** The administrator that an actor is, as records name them. */
export const adminOf = (actor: Actor): { id: number; name: string } | null =>
  actor.type === 'admin' ? { id: actor.id, name: actor.name } : null;
