import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { acceptInput, previewInput, resendInput, tokenInput } from '../../../contracts/invitations';
import { actorOf } from '../shared/actor';
import { read } from '../shared/input';
import { service } from '../shared/services';
import { openSession, userOf } from './account';
import { tryCode } from './tries';

export const invitationsController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async preview(ctx: Context) {
    const input = read(previewInput, ctx.request.body);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await tryCode(strapi, input.code, ctx, () =>
      service(strapi, 'invitations').preview(input),
    );
  },

  async accept(ctx: Context) {
    const input = read(acceptInput, ctx.request.body);
    const { userId, confirmed, spaces, groups } = await tryCode(strapi, input.code, ctx, () =>
      service(strapi, 'invitations').accept(input, actorOf(ctx)),
    );
    const session = confirmed
      ? await openSession(strapi, ctx, userId, input.deviceId)
      : { user: await userOf(strapi, ctx, userId) };
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { ...session, spaces, groups };
  },

  async decline(ctx: Context) {
    const { token } = read(tokenInput, ctx.request.body);
    await service(strapi, 'invitations').decline(token);
    ctx.status = 204;
  },

  /** Always 202, at once: the answer and its time say nothing about the address. */
  async resend(ctx: Context) {
    const { email } = read(resendInput, ctx.request.body);
    service(strapi, 'requests').note(email);
    ctx.status = 202;
    ctx.body = { data: null };
  },
});
