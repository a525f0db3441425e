import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { publicSpaceQuery, spaceChanges, spaceInput, spaceQuery } from '../../../contracts/spaces';
import { actorOf } from '../shared/actor';
import { read } from '../shared/input';
import { service } from '../shared/services';

/** For the panel. */
export const spacesAdminController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    ctx.body = await service(strapi, 'spaces').list(read(spaceQuery, ctx.query));
  },

  async warnings(ctx: Context) {
    ctx.body = { data: await service(strapi, 'spaces').warnings() };
  },

  async findOne(ctx: Context) {
    ctx.body = { data: await service(strapi, 'spaces').one(ctx.params.id) };
  },

  async create(ctx: Context) {
    const input = read(spaceInput, ctx.request.body);
    ctx.body = { data: await service(strapi, 'spaces').create(input) };
    ctx.status = 201;
  },

  async update(ctx: Context) {
    const changes = read(spaceChanges, ctx.request.body);
    ctx.body = { data: await service(strapi, 'spaces').update(ctx.params.id, changes) };
  },

  async delete(ctx: Context) {
    await service(strapi, 'spaces').remove(ctx.params.id);
    ctx.status = 204;
  },
});

/** For site frontends. */
export const spacesController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    const query = read(publicSpaceQuery, ctx.query);
    personal(ctx);
    ctx.body = await service(strapi, 'spaces').listKnowable(actorOf(ctx), query);
  },

  async findOne(ctx: Context) {
    personal(ctx);
    ctx.body = { data: await service(strapi, 'spaces').knowable(actorOf(ctx), ctx.params.slug) };
  },

  async me(ctx: Context) {
    personal(ctx);
    ctx.body = { data: await service(strapi, 'spaces').of(actorOf(ctx)) };
  },
});

/** The answer is for the one who asked: no shared cache may keep it for others. */
const personal = (ctx: Context): void => {
  ctx.set('Cache-Control', 'private, no-cache');
  ctx.vary('Authorization');
};
