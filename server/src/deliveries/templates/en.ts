import type { MailKind, MailTemplate } from '../../../../contracts/settings';

/**
 * Texts of the mails, logic-less Handlebars: `{{x}}`, `{{#x}}…{{/x}}`, `{{^x}}…{{/x}}`.
 * `what` is what one is invited to, quoted, in one phrase; `space` is its title if it is one,
 * `several` says that there are more, which are then listed below the sentence. Who is invited to
 * no space is invited to the site, and there is no `what`.
 * Subjects and buttons are plain; in all else **bold**, *italic*, links and lists are possible.
 */
export type MailTexts = { [Kind in MailKind]: MailTemplate<Kind> } & {
  /** Opening and closing quotation mark around titles. */
  quotes: [string, string];
};

export const en: MailTexts = {
  quotes: ['“', '”'],
  invitation: {
    subject:
      '{{inviter}} invites you to {{#what}}take part in {{.}}{{/what}}{{^what}}join {{site}}{{/what}}',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** invites you to{{#space}} take part in “**{{.}}**”.{{/space}}{{#several}} take part in:{{/several}}{{^what}} join {{site}}.{{/what}}',
    message: 'The invitation comes with this message:',
    action:
      'Open your invitation to see what it is about. If you would like to take part, all it needs is a user name and a password. If you would rather not, you can decline on the same page.',
    lastDay: 'The invitation is open until **{{lastDay}}**.',
    button: 'Open my invitation',
    address: 'Your personal link:',
    footer:
      'This invitation is for you alone: please do not forward this message. You are free to ignore it: nothing will happen, and no account is created without you.',
  },
  added: {
    subject:
      '{{#what}}You now take part in {{.}}{{/what}}{{^what}}You have new access on {{site}}{{/what}}',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      'Good news: **{{inviter}}** has {{#what}}added you, and you now take part in{{/what}}{{#space}} “**{{.}}**”.{{/space}}{{#several}}:{{/several}}{{^what}}given you new access on {{site}}.{{/what}}',
    action: 'There is nothing to set up: sign in with your usual account.',
    button: 'Go to the site',
    address: 'The address of the site:',
    footer: 'If you think this is a mistake, please tell {{inviter}}.',
  },
  reminder: {
    subject:
      'Reminder: {{inviter}} invites you to {{#what}}take part in {{.}}{{/what}}{{^what}}join {{site}}{{/what}}',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      'An invitation is waiting for your answer: **{{inviter}}** invites you to{{#space}} take part in “**{{.}}**”.{{/space}}{{#several}} take part in:{{/several}}{{^what}} join {{site}}.{{/what}}',
    message: 'The invitation came with this message:',
    action:
      'Open your invitation to accept it or to decline it. To accept, all it needs is a user name and a password.',
    lastDay: 'The last day to answer is **{{lastDay}}**.',
    button: 'Open my invitation',
    address: 'Your personal link:',
    footer:
      'This invitation is for you alone: please do not forward this message. You are free to ignore it: no account is created without you.',
  },
  admin_rights: {
    subject: '{{inviter}} offers you an administrator’s account for {{site}}',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** offers you an administrator’s account, with which you can help to run {{site}}. It is separate from the account with which you take part.',
    action: 'To finish it, open your personal link and choose a password.',
    button: 'Finish my account',
    address: 'Your personal link:',
    footer:
      'This link is for you alone: please do not forward this message. If you did not expect it, ignore it, and please tell {{inviter}}.',
  },
};
