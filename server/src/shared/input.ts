import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import type { z } from 'zod';
import type { ErrorCode, FieldError } from '../../../contracts/errors';
import { Refusal, refuseFields } from './errors';
import { unstorableIn } from './storable';

/** What a contract makes of a request's body or query; else a refusal that names each field. */
export const read = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> => {
  const fault = unstorable(input);
  if (fault) throw refuseFields(400, [fault]);
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const [first, ...others] = result.error.issues.map(fieldError);
  throw refuseFields(400, [first!, ...others]);
};

/**
 * Nothing is called by a name with NUL in it, which PostgreSQL does not even look for: what such an
 * address of the plugin's leads to does not exist.
 */
export const findNoNul =
  (strapi: Core.Strapi) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const prefix = strapi.config.get<string>('api.rest.prefix');
    const isOwn = ['', prefix].some((root) => ctx.path.startsWith(`${root}/participation/`));
    if (isOwn && ctx.path.includes('%00')) throw new Refusal(404, 'not_found', 'Not Found');
    await next();
  };

type Spot = { value: unknown; key?: string; around?: Spot };

const pathOf = (spot: Spot): string[] => {
  const path: string[] = [];
  for (let at: Spot | undefined = spot; at; at = at.around)
    if (at.key !== undefined) path.push(at.key);
  return path.reverse();
};

/** The first text in an input that cannot be stored. However deep an input is, it is looked through. */
const unstorable = (input: unknown): FieldError | null => {
  const spots: Spot[] = [{ value: input }];
  for (const spot of spots) {
    const { value } = spot;
    const character = typeof value === 'string' ? unstorableIn(value) : null;
    if (character) return unstorableField(pathOf(spot), character);
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value))
        spots.push({ value: key, around: spot }, { value: inner, key, around: spot });
  }
  return null;
};

const unstorableField = (path: string[], value: string): FieldError => ({
  code: 'control_character',
  path,
  message: `"${path.join('.')}" holds a character that cannot be stored (${value}): remove it.`,
  value,
});

const fieldError = (issue: z.core.$ZodIssue): FieldError => {
  const path = issue.path.map(String);
  const where = path.join('.');
  return {
    path,
    code: codeOf(issue),
    message: where ? `"${where}": ${issue.message}` : issue.message,
  };
};

const codeOf = (issue: z.core.$ZodIssue): ErrorCode => {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1 ? 'required' : 'too_short';
    case 'too_big':
      return 'too_long';
    case 'invalid_type':
      return issue.message.includes('undefined') ? 'required' : 'invalid_input';
    case 'invalid_value':
      return 'invalid_choice';
    case 'invalid_format':
      return issue.path.at(-1) === 'slug' ? 'invalid_slug' : 'invalid_input';
    case 'custom':
      return (issue.params?.code as ErrorCode | undefined) ?? 'invalid_input';
    default:
      return 'invalid_input';
  }
};
