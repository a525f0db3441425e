import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { actorOf } from '../shared/actor';

const PERSONAL = 'participationPersonal';

/** The answer under way depends on who asks. */
export const notePersonal = (strapi: Core.Strapi): void => {
  const ctx = strapi.requestContext.get();
  if (ctx) ctx.state[PERSONAL] = true;
};

/**
 * No shared cache may keep for others what somebody was shown: an answer that depends on who asks
 * says so, and one for somebody who said who they are is kept by nobody else. It stands outside of
 * all other middlewares, so that it has the last word.
 */
export const signalCaches = async (ctx: Context, next: Next): Promise<void> => {
  try {
    await next();
  } finally {
    if (ctx.state[PERSONAL]) {
      ctx.vary('Authorization');
      const isKept = !/no-store/.test(ctx.response.get('Cache-Control'));
      if (isKept && actorOf(ctx).type !== 'anonymous')
        ctx.set('Cache-Control', 'private, no-cache');
    }
  }
};
