import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { Refusal } from '../shared/errors';
import { service } from '../shared/services';
import { isPasswordOf } from './account';

/**
 * Counts a guess before it is looked at, as many may come at once. Gives what takes the count back.
 *
 * @throws Refusal 429 when too many were wrong
 */
const count = async (strapi: Core.Strapi, ctx: Context, key: string) => {
  const limits = service(strapi, 'limits');
  const seconds = await limits.secondsToWait('code', key);
  if (seconds === null) return () => limits.uncount('code', key);
  ctx.set('Retry-After', String(seconds));
  throw new Refusal(
    429,
    'too_many_requests',
    `Too many wrong tries. Try again in ${seconds} seconds.`,
  );
};

const isWrongCode = (error: unknown): boolean =>
  error instanceof Refusal && error.details.code === 'invitation_invalid';

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
  const uncount = await count(strapi, ctx, ctx.request.ip);
  try {
    const result = await work();
    await uncount();
    return result;
  } catch (error) {
    if (!isWrongCode(error)) await uncount();
    throw error;
  }
};

/**
 * Whether this is the password of an account. Wrong ones count against the address that they come
 * from, and against the account.
 *
 * @throws Refusal 429 when too many were wrong
 */
export const tryPassword = async (
  strapi: Core.Strapi,
  { id }: { id: number },
  password: string,
  ctx: Context,
): Promise<boolean> => {
  const uncount = [
    await count(strapi, ctx, ctx.request.ip),
    await count(strapi, ctx, `account ${id}`),
  ];
  if (!(await isPasswordOf(strapi, id, password))) return false;
  for (const takeBack of uncount) await takeBack();
  return true;
};
