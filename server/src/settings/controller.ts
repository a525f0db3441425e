import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { settingsInput, templateTrial } from '../../../contracts/settings';
import { actorOf } from '../shared/actor';
import { read } from '../shared/input';
import { service } from '../shared/services';

export const settingsController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    ctx.body = await service(strapi, 'settings').find();
  },

  async update(ctx: Context) {
    const input = read(settingsInput, ctx.request.body);
    const mayCreateAdmins = ctx.state.userAbility.can('admin::users.create');
    ctx.body = await service(strapi, 'settings').save(input, actorOf(ctx), mayCreateAdmins);
  },

  preview(ctx: Context) {
    ctx.body = service(strapi, 'settings').preview(read(templateTrial, ctx.request.body));
  },

  async test(ctx: Context) {
    const trial = read(templateTrial, ctx.request.body);
    ctx.body = await service(strapi, 'settings').sendTest(trial, ctx.state.user);
  },
});
