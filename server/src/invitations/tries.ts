import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { Refusal } from '../shared/errors';
import { service } from '../shared/services';

/**
 * Does `work` with a code that somebody gave, if one was given. Codes that are none count against
 * the address that they come from; people of one household or hall who give right ones do not.
 *
 * @throws Refusal 429 when too many were wrong
 */
export const tryCode = async <Result>(
  strapi: Core.Strapi,
  code: string | undefined,
  ctx: Context,
  work: () => Promise<Result>,
): Promise<Result> => {
  if (code === undefined) return work();
  const limits = service(strapi, 'limits');
  const { ip } = ctx.request;
  const seconds = await limits.blockedFor('code', ip);
  if (seconds !== null) {
    ctx.set('Retry-After', String(seconds));
    throw new Refusal(
      429,
      'too_many_requests',
      `Too many wrong codes from this address. Try again in ${seconds} seconds.`,
    );
  }
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.details.code === 'invitation_invalid')
      await limits.secondsToWait('code', ip);
    throw error;
  }
};
