import type { Core } from '@strapi/strapi';
import { configOf } from '../shared/config';
import type { RenderedMail } from './render';

/** Hands a mail to Strapi's email plugin. */
export const send = async (
  strapi: Core.Strapi,
  to: string,
  mail: RenderedMail,
  messageId?: string,
): Promise<void> => {
  const { from, replyTo } = configOf(strapi).mails;
  await strapi
    .plugin('email')
    .service('email')
    .send({
      to,
      ...(from && { from }),
      ...(replyTo && { replyTo }),
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      ...(messageId && { messageId }),
      // Machines that answer mails by themselves are to leave this one alone (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
};

/** Whether the mail server greets and lets us in, as far as the provider can ask it. */
export const isServerThere = async (strapi: Core.Strapi): Promise<boolean> => {
  const { provider } = strapi.plugin('email') as { provider?: { verify?(): Promise<unknown> } };
  if (!provider?.verify) return false;
  return provider.verify().then(
    (isThere) => isThere !== false,
    () => false,
  );
};
