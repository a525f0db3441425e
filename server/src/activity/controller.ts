import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { activityQuery } from '../../../contracts/activity';
import { read } from '../shared/input';
import { service } from '../shared/services';

export const activityController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    ctx.body = await service(strapi, 'activity').list(read(activityQuery, ctx.query));
  },
});
