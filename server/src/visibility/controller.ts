import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { contentQuery } from '../../../contracts/visibility';
import { read } from '../shared/input';
import { service } from '../shared/services';

/** For the panel: which content belongs to which space, and who sees it. */
export const visibilityController = ({ strapi }: { strapi: Core.Strapi }) => {
  const visibility = () => service(strapi, 'visibility');
  const space = (ctx: Context) => service(strapi, 'spaces').reference(ctx.params.id);

  return {
    types(ctx: Context) {
      ctx.body = { data: visibility().types(ctx.state.userAbility) };
    },

    async entry(ctx: Context) {
      const { uid, documentId } = ctx.params;
      ctx.body = { data: await visibility().entry(uid, documentId) };
    },

    async summary(ctx: Context) {
      const { id } = await space(ctx);
      ctx.body = { data: await visibility().summary(id, ctx.state.userAbility) };
    },

    async content(ctx: Context) {
      const query = read(contentQuery, ctx.query);
      const { id } = await space(ctx);
      ctx.body = await visibility().content(id, ctx.params.uid, query, ctx.state.userAbility);
    },
  };
};
