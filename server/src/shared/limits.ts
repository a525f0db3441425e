import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config';
import { configOf } from './config';
import { Refusal } from './errors';
import { service } from './services';

export type LimitName = keyof Config['limits'];

/** How often each IP address (or other key) may ask, counted in this instance of the server. */
export const createLimits = ({ strapi }: { strapi: Core.Strapi }) => {
  const limiters = new Map<LimitName, RateLimiterMemory>();

  /** Counts from nothing again when the limit has been changed. */
  const limiterOf = (name: LimitName): RateLimiterMemory => {
    const { points, seconds } = configOf(strapi).limits[name];
    const known = limiters.get(name);
    if (known?.points === points && known.duration === seconds) return known;
    const limiter = new RateLimiterMemory({ points, duration: seconds });
    limiters.set(name, limiter);
    return limiter;
  };

  return {
    /** Takes back that a request was counted. */
    async uncount(name: LimitName, key: string): Promise<void> {
      await limiterOf(name).reward(key);
    },

    /** Counts one request; gives the seconds to wait when it is one too many, else null. */
    async secondsToWait(name: LimitName, key: string): Promise<number | null> {
      try {
        await limiterOf(name).consume(key);
        return null;
      } catch (spent) {
        if (spent instanceof Error) throw spent;
        return Math.max(1, Math.ceil((spent as RateLimiterRes).msBeforeNext / 1_000));
      }
    },
  };
};

/** Route middleware `plugin::participation.limit`; its config names the limit. */
export const limit =
  (config: { name: LimitName }, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const seconds = await service(strapi, 'limits').secondsToWait(config.name, ctx.request.ip);
    if (seconds !== null) {
      ctx.set('Retry-After', String(seconds));
      throw new Refusal(
        429,
        'too_many_requests',
        `Too many requests from this address. Try again in ${seconds} seconds.`,
      );
    }
    await next();
  };
