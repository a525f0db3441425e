import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

/** Who a request acts for. */
export type Actor =
  | { type: 'anonymous' }
  | { type: 'user'; id: number; email: string; confirmed: boolean }
  | { type: 'admin'; id: number; name: string; locale: string | null }
  | { type: 'system' };

export const ANONYMOUS: Actor = { type: 'anonymous' };
export const SYSTEM: Actor = { type: 'system' };

/** Strapi signs administrators in by a session or by an admin token. */
const ADMIN_STRATEGIES = ['admin', 'admin-token'];

/** An API token comes without a user and so counts as anonymous: it sees what is public. */
export const actorOf = (ctx: Context): Actor => {
  const { user, auth } = ctx.state;
  if (!user) return ANONYMOUS;
  if (ADMIN_STRATEGIES.includes(auth?.strategy?.name)) return administrator(user);
  if (isFromBeforeHandover(ctx, user.handedOverAt)) return ANONYMOUS;
  return { type: 'user', id: user.id, email: user.email, confirmed: user.confirmed === true };
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

const system = new AsyncLocalStorage<true>();

/** Does `work` for the plugin itself: whatever the request behind it, no gate stands in its way. */
export const asSystem = <Result>(work: () => Promise<Result>): Promise<Result> =>
  system.run(true, work);

/** Who is behind what happens right now, down to a lifecycle hook started by a request. */
export const currentActor = (strapi: Core.Strapi): Actor => {
  if (system.getStore()) return SYSTEM;
  const ctx = strapi.requestContext.get();
  return ctx ? actorOf(ctx as unknown as Context) : SYSTEM;
};
