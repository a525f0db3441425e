import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import type { FieldError } from '../../../contracts/errors';
import { createAccounts } from '../shared/accounts';
import { ANONYMOUS, type Actor } from '../shared/actor';
import { createAnswering, type Shown as ShownView, single } from '../pages/answering';
import { configOf } from '../shared/config';
import { Refusal } from '../shared/errors';
import type { LimitName } from '../shared/limits';
import { normaliseEmail } from '../participants/email';
import type { PreviewInput } from '../../../contracts/invitations';
import { tryCode, tryPassword } from './tries';
import { service } from '../shared/services';
import { minPassword } from './account';
import {
  PAGE_FIELDS,
  type PageErrors,
  type PageField,
  type PageKey,
  type PageView,
  renderPage,
} from './page';

const checkbox = z.literal('true').optional();

const form = z.object({
  token: z.string().max(200).optional(),
  code: z.string().max(100).optional(),
  email: z.string().trim().max(320).default(''),
  action: z.enum(['accept', 'decline', 'resend']).default('accept'),
  lang: z.string().max(20).optional(),
  username: z.string().trim().max(300).default(''),
  password: z.string().max(300).default(''),
  firstName: z.string().trim().max(255).default(''),
  lastName: z.string().trim().max(255).default(''),
  acceptTerms: checkbox,
  newsletter: checkbox,
});

type Form = z.infer<typeof form>;
type Shown = ShownView<PageView>;

/** The plugin's own page for guests. It needs no script, and a visit alone changes nothing. */
export const invitationPageController = ({ strapi }: { strapi: Core.Strapi }) => {
  const invitations = () => service(strapi, 'invitations');
  const accounts = createAccounts(strapi);

  /** What a key opens; without one, a form to enter a code. */
  const open = async (key: PageKey | null): Promise<Shown> => {
    const isAsked = key === null || (key.name === 'code' && key.value.trim() === '');
    return isAsked ? { view: { kind: 'code' }, status: 200 } : preview(key);
  };

  const preview = async (key: PageKey): Promise<Shown> => {
    const invitation = await invitations().preview(inputOf(key));
    const { locale, status, expiresAt, accountExists } = invitation;
    if (status === 'expired')
      return { view: { kind: 'expired', key, expiresAt }, status: 410, locale };
    const kind = accountExists ? 'existing-account' : 'form';
    return { view: { kind, key, invitation }, status: 200, locale };
  };

  /** The account of the address, shown to be one's own by its password. */
  const holder = async (key: PageKey, { email, password }: Form, ctx: Context): Promise<Actor> => {
    if (key.name === 'code') return member(email, password, ctx);
    const account = await accounts.find(await invitations().emailOf(key.value));
    if (!account?.confirmed) return ANONYMOUS;
    if (account.blocked)
      throw new Refusal(403, 'account_blocked', 'This account has been blocked.');
    if (!(await tryPassword(strapi, account, password, ctx)))
      throw new Refusal(400, 'wrong_password', 'This is not the password of the account.', [
        { path: ['password'], code: 'wrong_password', message: 'Wrong password.' },
      ]);
    return userOf(account);
  };

  /** Whoever gives the address and the password of an account; a wrong one tells nothing. */
  const member = async (email: string, password: string, ctx: Context): Promise<Actor> => {
    const account = await accounts.find(normaliseEmail(email));
    if (!account?.confirmed || account.blocked) return ANONYMOUS;
    return (await tryPassword(strapi, account, password, ctx)) ? userOf(account) : ANONYMOUS;
  };

  const accept = async (input: Form, ctx: Context): Promise<Shown> => {
    const { username, password } = input;
    const key = keyOf(input);
    const before = await preview(key);
    if (before.view.kind === 'expired') return before;
    try {
      const { email } = (before.view as Extract<PageView, { kind: 'form' }>).invitation;
      const accepted = await invitations().accept(
        {
          ...inputOf(key),
          email: input.email || undefined,
          username,
          password,
          firstName: input.firstName || undefined,
          lastName: input.lastName || undefined,
          acceptTerms: input.acceptTerms === 'true',
          newsletter: input.newsletter === 'true',
        },
        await holder(key, input, ctx),
      );
      const view: PageView = {
        kind: 'accepted',
        email: email ?? input.email,
        spaces: accepted.spaces,
        confirm: !accepted.confirmed,
      };
      return { view, status: 200, locale: before.locale };
    } catch (error) {
      if (!(error instanceof Refusal) || error.details.code === 'invitation_invalid') throw error;
      return { ...before, status: error.status, view: withErrors(before.view, error, input) };
    }
  };

  const decline = async ({ token = '' }: Form): Promise<Shown> => {
    const { locale } = await invitations().preview({ token });
    await invitations().decline(token);
    return { view: { kind: 'declined' }, status: 200, locale };
  };

  const resend = async ({ token = '' }: Form): Promise<Shown> => {
    const { email, locale } = await invitations().preview({ token });
    if (email !== null) service(strapi, 'requests').note(email);
    return { view: { kind: 'resent' }, status: 200, locale };
  };

  const respond = createAnswering<PageView>(strapi, {
    path: '/participation/invitation',
    isOpen: () => configOf(strapi).pages.enabled,
    render: (view, locale, frame) =>
      renderPage(view, locale, {
        ...frame,
        termsUrl: configOf(strapi).pages.termsUrl,
        timeZone: configOf(strapi).timeZone,
        minPassword: minPassword(strapi),
      }),
  });

  const answer = (
    ctx: Context,
    limit: LimitName,
    asked: string | undefined,
    work: () => Promise<Shown>,
    code: string | undefined,
  ) =>
    respond(ctx, limit, asked, () =>
      tryCode(strapi, code, ctx, work).catch((error) => refused(error, code)),
    );

  return {
    async show(ctx: Context) {
      const { token, lang } = ctx.query;
      const code = single(ctx.query.code);
      const asked = token === undefined && code === undefined;
      const key = asked ? null : keyOf({ token: single(token), code });
      await answer(ctx, 'answer', single(lang), () => open(key), code);
    },

    async answer(ctx: Context) {
      const read = form.safeParse(ctx.request.body ?? {});
      if (!read.success)
        return answer(
          ctx,
          'answer',
          undefined,
          async () => ({
            view: { kind: 'invalid' },
            status: 400,
          }),
          undefined,
        );
      const actions = { accept, decline, resend };
      const { action, lang } = read.data;
      return answer(
        ctx,
        action === 'resend' ? 'resend' : 'answer',
        lang,
        () => actions[action](read.data, ctx),
        read.data.code,
      );
    },
  };
};

/** A wrong code can be corrected where it was entered; a dead link cannot. */
const refused = (error: unknown, code: string | undefined): Shown => {
  if (!(error instanceof Refusal) || error.status === 429) throw error;
  if (error.details.code === 'invitation_invalid' && code) {
    const errors = { code: { code: error.details.code } };
    return { view: { kind: 'code', values: { code }, errors }, status: error.status };
  }
  return { view: { kind: 'invalid' }, status: error.status };
};

const userOf = ({ id, email }: { id: number; email: string }): Actor => ({
  type: 'user',
  id,
  email,
  confirmed: true,
});

const keyOf = ({ token, code }: { token?: string; code?: string }): PageKey =>
  code === undefined ? { name: 'token', value: token ?? '' } : { name: 'code', value: code };

const inputOf = ({ name, value }: PageKey): PreviewInput => ({ [name]: value });

const isField = (name: string | undefined): name is PageField =>
  (PAGE_FIELDS as readonly (string | undefined)[]).includes(name);

const withErrors = (view: PageView, refusal: Refusal, input: Form): PageView => {
  const { code, errors = [] } = refusal.details;
  const faults: Pick<FieldError, 'code' | 'message' | 'path'>[] =
    errors.length > 0 ? errors : [{ code, message: refusal.message, path: ['form'] }];
  const shown: PageErrors = {};
  for (const { path, code: fault, message } of faults) {
    const field = isField(path[0]) ? path[0] : 'form';
    shown[field] ??= { code: fault, message };
  }
  const { email, username, firstName, lastName } = input;
  return {
    ...view,
    errors: shown,
    values: {
      email,
      username,
      firstName,
      lastName,
      acceptTerms: input.acceptTerms === 'true',
      newsletter: input.newsletter === 'true',
    },
  } as PageView;
};
