import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  confirmInput,
  groupChanges,
  groupInput,
  membershipInput,
  personGroupsQuery,
  personInput,
  publicGroupQuery,
  publicMemberQuery,
} from '../../../contracts/groups';
import { actorOf } from '../shared/actor';
import { configOf } from '../shared/config';
import { refuseField } from '../shared/errors';
import { read } from '../shared/input';
import { service } from '../shared/services';
import type { UploadedFile } from './avatars';
import { unknownGroup } from './rights';

/** For site frontends. */
export const groupsController = ({ strapi }: { strapi: Core.Strapi }) => {
  /** Where groups are switched off, there is none of this. */
  const groups = () => {
    if (!configOf(strapi).groups.enabled) throw unknownGroup();
    return service(strapi, 'groups');
  };

  /** The answer is for the one who asked: no shared cache may keep it for others. */
  const personal = (ctx: Context): void => {
    ctx.set('Cache-Control', 'private, no-cache');
    ctx.vary('Authorization');
  };

  return {
    async find(ctx: Context) {
      ctx.body = await groups().list(read(publicGroupQuery, ctx.query));
    },

    async findOne(ctx: Context) {
      personal(ctx);
      ctx.body = { data: await groups().one(ctx.params.nickname, actorOf(ctx)) };
    },

    async create(ctx: Context) {
      const { organizations } = groups();
      const input = read(groupInput, ctx.request.body);
      ctx.body = { data: await organizations.create(input, actorOf(ctx)) };
      ctx.status = 201;
    },

    async update(ctx: Context) {
      const { organizations } = groups();
      const changes = read(groupChanges, ctx.request.body);
      ctx.body = {
        data: await organizations.update(ctx.params.nickname, changes, actorOf(ctx)),
      };
    },

    async delete(ctx: Context) {
      await groups().organizations.delete(ctx.params.nickname, actorOf(ctx));
      ctx.status = 204;
    },

    async avatar(ctx: Context) {
      const { avatars, one } = groups();
      const file = (ctx.request as unknown as { files?: { file?: UploadedFile | UploadedFile[] } })
        .files?.file;
      if (!file || Array.isArray(file))
        throw refuseField('file', 'file_missing', 'Send one picture as the field "file".');
      await avatars.replace(ctx.params.nickname, file, actorOf(ctx));
      ctx.body = { data: await one(ctx.params.nickname, actorOf(ctx)) };
    },

    async confirm(ctx: Context) {
      const { token } = read(confirmInput, ctx.request.body);
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { data: await groups().organizations.confirm(token) };
    },

    async confirmAgain(ctx: Context) {
      await groups().organizations.confirmAgain(ctx.params.nickname, actorOf(ctx));
      ctx.status = 202;
      ctx.body = { data: null };
    },

    async memberships(ctx: Context) {
      const { pagination, filters } = read(publicMemberQuery, ctx.query);
      personal(ctx);
      ctx.body = await groups().listMemberships(
        ctx.params.nickname,
        actorOf(ctx),
        pagination,
        filters?.status,
      );
    },

    async invite(ctx: Context) {
      const { memberships } = groups();
      const { nickname } = read(personInput, ctx.request.body);
      ctx.body = { data: await memberships.invite(ctx.params.nickname, nickname, actorOf(ctx)) };
      ctx.status = 201;
    },

    async request(ctx: Context) {
      ctx.body = { data: await groups().memberships.request(ctx.params.nickname, actorOf(ctx)) };
      ctx.status = 201;
    },

    async act(ctx: Context) {
      const { memberships } = groups();
      const { action } = read(membershipInput, ctx.request.body);
      const { nickname, id } = ctx.params;
      ctx.body = { data: await memberships.act(nickname, id, action, actorOf(ctx)) };
    },

    async removeMembership(ctx: Context) {
      await groups().memberships.remove(ctx.params.nickname, ctx.params.id, actorOf(ctx));
      ctx.status = 204;
    },

    async transfer(ctx: Context) {
      const { memberships } = groups();
      const { nickname } = read(personInput, ctx.request.body);
      ctx.body = { data: await memberships.transfer(ctx.params.nickname, nickname, actorOf(ctx)) };
    },

    async follow(ctx: Context) {
      ctx.body = { data: await groups().follow(ctx.params.nickname, actorOf(ctx)) };
    },

    async unfollow(ctx: Context) {
      await groups().unfollow(ctx.params.nickname, actorOf(ctx));
      ctx.status = 204;
    },

    async ofPerson(ctx: Context) {
      const { pagination } = read(personGroupsQuery, ctx.query);
      ctx.body = await groups().ofPerson(ctx.params.username, pagination);
    },
  };
};
