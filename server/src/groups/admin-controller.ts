import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  adminGroupChanges,
  adminGroupInput,
  groupAction,
  groupQuery,
  memberQuery,
  membersInput,
  peopleQuery,
  ruleInput,
} from '../../../contracts/groups';
import { PERMISSIONS } from '../../../contracts/permissions';
import { actorOf } from '../shared/actor';
import { configOf } from '../shared/config';
import { Refusal } from '../shared/errors';
import { read } from '../shared/input';
import { service } from '../shared/services';
import { unknownGroup } from './rights';

/** For the panel. */
export const groupsAdminController = ({ strapi }: { strapi: Core.Strapi }) => {
  const groups = () => {
    if (!configOf(strapi).groups.enabled) throw unknownGroup();
    return service(strapi, 'groups');
  };
  const board = () => groups().board;

  return {
    enabled(ctx: Context) {
      ctx.body = { data: { enabled: configOf(strapi).groups.enabled } };
    },

    async find(ctx: Context) {
      ctx.body = await board().list(read(groupQuery, ctx.query));
    },

    async findOne(ctx: Context) {
      ctx.body = await board().one(ctx.params.id);
    },

    async create(ctx: Context) {
      const { create } = board();
      const input = read(adminGroupInput, ctx.request.body);
      // An organization of an administrator's is verified from the start.
      if (input.kind === 'organization' && !ctx.state.userAbility.can(PERMISSIONS.groupsVerify))
        throw new Refusal(403, 'forbidden', 'You have no right to verify groups.');
      ctx.body = await create(input, actorOf(ctx));
      ctx.status = 201;
    },

    async update(ctx: Context) {
      const { update } = board();
      const changes = read(adminGroupChanges, ctx.request.body);
      ctx.body = await update(ctx.params.id, changes, actorOf(ctx));
    },

    async delete(ctx: Context) {
      await board().remove(ctx.params.id, actorOf(ctx));
      ctx.status = 204;
    },

    async act(ctx: Context) {
      ctx.body = await groups().decisions.act(read(groupAction, ctx.request.body), actorOf(ctx));
    },

    async members(ctx: Context) {
      ctx.body = await board().members(ctx.params.id, read(memberQuery, ctx.query));
    },

    async addMembers(ctx: Context) {
      const { addMembers } = board();
      const input = read(membersInput, ctx.request.body);
      // Addresses without an account are invited to the platform.
      if (input.emails !== undefined && !ctx.state.userAbility.can(PERMISSIONS.invitationsInvite))
        throw new Refusal(403, 'forbidden', 'You have no right to invite people.');
      ctx.body = { data: await addMembers(ctx.params.id, input, actorOf(ctx)) };
      ctx.status = 201;
    },

    async removeMember(ctx: Context) {
      await board().removeMember(ctx.params.id, ctx.params.membershipId, actorOf(ctx));
      ctx.status = 204;
    },

    async countRule(ctx: Context) {
      const { count } = board();
      const { rule } = read(ruleInput, ctx.request.body);
      ctx.body = { data: { count: await count(rule) } };
    },

    async ruleFields(ctx: Context) {
      ctx.body = { data: await board().ruleFields() };
    },

    async people(ctx: Context) {
      const { people } = board();
      const { _q } = read(peopleQuery, ctx.query);
      ctx.body = { data: await people(_q) };
    },
  };
};
