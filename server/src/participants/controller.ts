import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  participantAction,
  participantExport,
  participantInput,
  participantQuery,
} from '../../../contracts/participants';
import { PERMISSIONS } from '../../../contracts/permissions';
import { actorOf } from '../shared/actor';
import { adminLocale, attach } from '../shared/downloads';
import { Refusal } from '../shared/errors';
import { read } from '../shared/input';
import { service } from '../shared/services';
import { exportParticipants } from './export';

const RIGHTS = {
  resend: PERMISSIONS.participantsInvite,
  remove: PERMISSIONS.participantsRemove,
} as const;

export const participantsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const space = (ctx: Context) => service(strapi, 'spaces').reference(ctx.params.id);

  return {
    async find(ctx: Context) {
      const query = read(participantQuery, ctx.query);
      ctx.body = await service(strapi, 'participants').list(await space(ctx), query);
    },

    async create(ctx: Context) {
      const input = read(participantInput, ctx.request.body);
      const answer = await service(strapi, 'participants').invite(
        await space(ctx),
        input,
        actorOf(ctx),
      );
      ctx.status = answer.outcome.startsWith('already') ? 200 : 201;
      ctx.body = answer;
    },

    async act(ctx: Context) {
      const body = read(participantAction, ctx.request.body);
      if (!ctx.state.userAbility.can(RIGHTS[body.action]))
        throw new Refusal(403, 'forbidden', `You have no right to ${body.action} participants.`);
      ctx.body = await service(strapi, 'participants').act(await space(ctx), body, actorOf(ctx));
    },

    async export(ctx: Context) {
      const { format, locale, ...filters } = read(participantExport, ctx.query);
      const of = await space(ctx);
      attach(ctx, `${of.slug}-participants.${format}`);
      await exportParticipants(
        ctx,
        service(strapi, 'participants').all(of, filters),
        format,
        adminLocale(strapi, ctx, locale),
      );
    },
  };
};
