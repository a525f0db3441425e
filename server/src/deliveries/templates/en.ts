/**
 * Texts of the mails, logic-less Handlebars: `{{x}}`, `{{#x}}…{{/x}}`, `{{^x}}…{{/x}}`.
 * `what` is what one is invited to, quoted, in one phrase; `space` is its title if it is one,
 * `several` says that there are more, which are then listed below the sentence.
 * The subject is plain text; everything else is HTML in which values are escaped.
 */
export type MailTexts = {
  /** Opening and closing quotation mark around titles. */
  quotes: [string, string];
  invitation: {
    subject: string;
    greeting: string;
    intro: string;
    message: string;
    action: string;
    button: string;
    address: string;
    lastDay: string;
    footer: string;
  };
  added: {
    subject: string;
    greeting: string;
    intro: string;
    action: string;
    button: string;
    address: string;
    footer: string;
  };
};

export const en: MailTexts = {
  quotes: ['“', '”'],
  invitation: {
    subject: '{{inviter}} invites you to take part in {{what}}',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      '<strong>{{inviter}}</strong> invites you to take part in' +
      '{{#space}} “<strong>{{.}}</strong>”.{{/space}}{{#several}}:{{/several}}{{^spaces}} {{site}}.{{/spaces}}',
    message: 'The invitation comes with this message:',
    action:
      'Open your invitation to see what it is about. If you would like to take part, all it needs is a user name and a password. If you would rather not, you can decline on the same page.',
    button: 'Open my invitation',
    address: 'Your personal link:',
    lastDay: 'The invitation is open until <strong>{{lastDay}}</strong>.',
    footer:
      'This invitation is for you alone: please do not forward this message. You are free to ignore it: nothing will happen, and no account is created without you.',
  },
  added: {
    subject: 'You now take part in {{what}}',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      'Good news: <strong>{{inviter}}</strong> has added you, and you now take part in' +
      '{{#space}} “<strong>{{.}}</strong>”.{{/space}}{{#several}}:{{/several}}{{^spaces}} {{site}}.{{/spaces}}',
    action: 'There is nothing to set up: sign in with your usual account.',
    button: 'Go to the site',
    address: 'The address of the site:',
    footer: 'If you think this is a mistake, please tell {{inviter}}.',
  },
};
