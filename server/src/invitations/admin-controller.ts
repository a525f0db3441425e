import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  codesInput,
  invitationAction,
  invitationExport,
  invitationInput,
  invitationQuery,
  mailPreviewInput,
} from '../../../contracts/invitations';
import { PERMISSIONS } from '../../../contracts/permissions';
import { actorOf, adminOf } from '../shared/actor';
import { adminLocale, attach } from '../shared/downloads';
import { Refusal } from '../shared/errors';
import { read } from '../shared/input';
import { service } from '../shared/services';
import { exportInvitations } from './export';
import { CREATE_ADMINS, READ_ROLES } from './rights';

const RIGHTS = {
  resend: PERMISSIONS.invitationsInvite,
  revoke: PERMISSIONS.invitationsRevoke,
  delete: PERMISSIONS.invitationsRevoke,
} as const;

const may = (ctx: Context, right: string): boolean => ctx.state.userAbility.can(right);

/** Which role accounts get is chosen by those who may see the roles. */
const checkRole = (ctx: Context, role: string | null | undefined): void => {
  if (role && !may(ctx, READ_ROLES))
    throw new Refusal(
      403,
      'role_not_allowed',
      'Only those who may see the roles of the site can offer one.',
    );
};

export const invitationsAdminController = ({ strapi }: { strapi: Core.Strapi }) => {
  const board = () => service(strapi, 'invitations').board;

  return {
    async find(ctx: Context) {
      ctx.body = await board().list(read(invitationQuery, ctx.query));
    },

    async findOne(ctx: Context) {
      ctx.body = { data: await board().one(ctx.params.id) };
    },

    async create(ctx: Context) {
      const input = read(invitationInput, ctx.request.body);
      if (input.admin && !may(ctx, CREATE_ADMINS))
        throw new Refusal(
          403,
          'admin_not_allowed',
          'Only those who may create administrators can offer administrator’s rights.',
        );
      checkRole(ctx, input.role);
      ctx.body = { data: await board().invite(input, actorOf(ctx)) };
      ctx.status = 201;
    },

    async createCodes(ctx: Context) {
      const input = read(codesInput, ctx.request.body);
      checkRole(ctx, input.role);
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { data: await board().createCodes(input, actorOf(ctx)) };
      ctx.status = 201;
    },

    async act(ctx: Context) {
      const body = read(invitationAction, ctx.request.body);
      if (!may(ctx, RIGHTS[body.action]))
        throw new Refusal(403, 'forbidden', `You have no right to ${body.action} invitations.`);
      const sender = { actor: actorOf(ctx), mayOfferAdmin: may(ctx, CREATE_ADMINS) };
      ctx.body = await board().act(body, sender);
    },

    async link(ctx: Context) {
      ctx.set('Cache-Control', 'no-store');
      ctx.body = await board().link(ctx.params.id, actorOf(ctx));
    },

    async previewMail(ctx: Context) {
      const input = read(mailPreviewInput, ctx.request.body);
      const inviter = adminOf(actorOf(ctx))?.name ?? null;
      ctx.body = { data: await board().previewMail(input, inviter) };
    },

    async export(ctx: Context) {
      const { format, locale, ...filters } = read(invitationExport, ctx.query);
      attach(ctx, `invitations.${format}`);
      const batches = board().exported(filters);
      await exportInvitations(ctx, batches, format, adminLocale(strapi, ctx, locale));
    },
  };
};
