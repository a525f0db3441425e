import type { Context, Next } from 'koa';
import type { ErrorCode, ErrorDetails, FieldError } from '../../../contracts/errors';
import { errors } from './strapi-utils';

/** A request that is turned down: HTTP status, stable code, and words for a person. */
export class Refusal extends errors.ApplicationError<string, string, ErrorDetails> {
  readonly status: number;

  constructor(status: number, code: ErrorCode, message: string, fields?: FieldError[]) {
    super(message, fields ? { code, errors: fields } : { code });
    this.status = status;
    this.name = NAMES[status] ?? 'ApplicationError';
  }
}

const NAMES: Record<number, string> = {
  400: 'ValidationError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
  409: 'ConflictError',
  410: 'GoneError',
  413: 'PayloadTooLargeError',
  429: 'RateLimitError',
};

/** A refusal about one or more fields of the request. */
export const refuseFields = (status: number, fields: [FieldError, ...FieldError[]]): Refusal =>
  new Refusal(status, fields[0].code, fields.map((field) => field.message).join(' '), fields);

/** A refusal about one field. */
export const refuseField = (
  path: string,
  code: ErrorCode,
  message: string,
  value?: string,
): Refusal => refuseFields(400, [{ path: [path], code, message, ...(value ? { value } : {}) }]);

/** Strapi answers 400 for every error it does not know; this one has a status of its own. */
export const answerRefusals = async (ctx: Context, next: Next): Promise<void> => {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, name, message, details } = error;
    ctx.status = status;
    ctx.body = { data: null, error: { status, name, message, details } };
  }
};
