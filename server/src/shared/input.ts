import type { z } from 'zod';
import type { ErrorCode, FieldError } from '../../../contracts/errors';
import { refuseFields } from './errors';

/** What a contract makes of a request's body or query; else a refusal that names each field. */
export const read = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> => {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const [first, ...others] = result.error.issues.map(fieldError);
  throw refuseFields(400, [first!, ...others]);
};

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
