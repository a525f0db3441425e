import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import { createAnswering, type Shown as ShownView, single } from '../pages/answering';
import { configOf } from '../shared/config';
import { Refusal } from '../shared/errors';
import { service } from '../shared/services';
import { type ConfirmationView, renderConfirmation } from './confirmation-page';

const form = z.object({
  token: z.string().max(200).default(''),
  lang: z.string().max(20).optional(),
});

type Shown = ShownView<ConfirmationView>;

/** The plugin's own page that confirms a group's address. A visit alone changes nothing. */
export const confirmationPageController = ({ strapi }: { strapi: Core.Strapi }) => {
  const organizations = () => service(strapi, 'groups').organizations;

  const open = async (token: string): Promise<Shown> => {
    const preview = await organizations().previewConfirmation(token);
    const { name: group, confirmed, awaitsDecision: waits, locale } = preview;
    const view: ConfirmationView = confirmed
      ? { kind: 'confirmed', group, waits, before: true }
      : { kind: 'open', token, group };
    return { view, status: 200, locale };
  };

  const confirm = async (token: string): Promise<Shown> => {
    const before = await open(token);
    if (before.view.kind !== 'open') return before;
    await organizations().confirm(token);
    const after = await open(token);
    if (after.view.kind !== 'confirmed') return after;
    return { ...after, view: { ...after.view, before: false } };
  };

  const answer = createAnswering<ConfirmationView>(strapi, {
    path: '/participation/group-confirmation',
    isOpen: () => configOf(strapi).pages.enabled && configOf(strapi).groups.enabled,
    render: renderConfirmation,
  });

  return {
    async show(ctx: Context) {
      const { token, lang } = ctx.query;
      await answer(ctx, 'answer', single(lang), () => open(single(token) ?? '').catch(refused));
    },

    async answer(ctx: Context) {
      const read = form.safeParse(ctx.request.body ?? {});
      const { token = '', lang } = read.data ?? {};
      await answer(ctx, 'answer', lang, () => confirm(token).catch(refused));
    },
  };
};

const refused = (error: unknown): Shown => {
  if (!(error instanceof Refusal)) throw error;
  const { status, details } = error;
  if (details.code === 'confirmation_invalid') return { view: { kind: 'invalid' }, status };
  if (details.code === 'email_taken') return { view: { kind: 'taken' }, status };
  throw error;
};
