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
  group_confirmation: {
    subject: 'Please confirm the address of the group “{{group}}”',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      'The group “**{{group}}**” on {{site}} has given this address as its own. Please confirm that its e-mails reach you here.',
    action:
      'Open the link of the group and confirm the address. The administrators of {{site}} can then look at the group and verify it.',
    button: 'Confirm the address',
    address: 'The link of the group:',
    footer:
      'This link is for the group alone: please do not forward this message. If you do not know the group, please ignore this message: the address will then not be confirmed.',
  },
  group_to_verify: {
    subject: 'The group “{{group}}” is waiting to be verified',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      'The group “**{{group}}**” on {{site}} is waiting for you or another administrator: it is new, or something about it has changed.',
    action:
      'Please check what it says about itself, then verify or reject it. Until it is verified, it does not appear in public.',
    button: 'Look at the group',
    address: 'The group in the administration:',
    footer: 'You receive this message because you may verify groups on {{site}}.',
  },
  group_verified: {
    subject: 'The group “{{group}}” has been verified',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      'Good news: the administrators of {{site}} have verified the group “**{{group}}**”, and everybody can see it from now on.',
    message: 'They have added this message:',
    action: 'There is nothing to set up: sign in with your usual account to see the group.',
    button: 'Go to the site',
    address: 'The link in full:',
    footer:
      'If the name, nickname, e-mail address, document number or phone number of the group changes, the administrators will look at it again.',
  },
  group_rejected: {
    subject: 'The group “{{group}}” has not been verified',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      'The administrators of {{site}} have looked at the group “**{{group}}**” and have not verified it. It does not appear in public.',
    message: 'They give this reason:',
    action:
      'Those who manage the group can correct what it says about itself. Once its name, nickname, e-mail address, document number or phone number has changed, the administrators will look at it again.',
    button: 'Go to the site',
    address: 'The link in full:',
    footer: 'If you think this is a mistake, please tell the administrators of {{site}}.',
  },
  group_invited: {
    subject: '{{inviter}} invites you to join the group “{{group}}”',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro: '**{{inviter}}** invites you to join the group “**{{group}}**” on {{site}}.',
    action: 'Sign in with your usual account to accept the invitation or to decline it.',
    button: 'Go to the site',
    address: 'The link in full:',
    footer: 'You are free to ignore this invitation: you become a member only if you accept it.',
  },
  group_requested: {
    subject: '{{inviter}} asks to join the group “{{group}}”',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro: '**{{inviter}}** asks to join the group “**{{group}}**”, which you manage on {{site}}.',
    action:
      'Sign in with your usual account to accept the request or to decline it. We will tell {{inviter}} what you have decided.',
    button: 'Go to the site',
    address: 'The link in full:',
    footer: 'Everybody who manages the group receives this message: one answer is enough.',
  },
  group_accepted: {
    subject: '{{inviter}} has accepted: a new member for the group “{{group}}”',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      'Good news: **{{inviter}}** has accepted, and the group “**{{group}}**” on {{site}} has a new member.',
    action:
      'If you had asked to join the group, the new member is you: there is nothing to set up, sign in with your usual account. If you manage the group, it is the person who had been invited.',
    button: 'Go to the site',
    address: 'The link in full:',
    footer:
      'You receive this message because you had asked to join the group, or because you manage it.',
  },
  group_declined: {
    subject: '{{inviter}} has declined: no new member for the group “{{group}}”',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      'Unfortunately, **{{inviter}}** has declined, and the group “**{{group}}**” on {{site}} has no new member.',
    action:
      'If you had asked to join the group, you may ask again after a day. If you manage the group, you may invite the person again at any time. Nothing else changes for you: your account remains as it is.',
    button: 'Go to the site',
    address: 'The link in full:',
    footer:
      'You receive this message because you had asked to join the group, or because you manage it.',
  },
  group_promoted: {
    subject: 'You now help to manage the group “{{group}}”',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** has given you a new role: from now on you help to manage the group “**{{group}}**” on {{site}}.',
    action:
      'You can invite people, answer those who ask to join, and change what the group says about itself. Sign in with your usual account to begin.',
    button: 'Go to the site',
    address: 'The link in full:',
    footer:
      'If you would rather not, please tell {{inviter}}: you can be a member without managing the group.',
  },
  group_demoted: {
    subject: 'You no longer manage the group “{{group}}”',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** has changed your role: you no longer manage the group “**{{group}}**” on {{site}}.',
    action: 'You are still a member of the group. There is nothing that you need to do.',
    button: 'Go to the site',
    address: 'The link in full:',
    footer: 'If you think this is a mistake, please tell {{inviter}}.',
  },
  group_removed: {
    subject: 'You are no longer a member of the group “{{group}}”',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** has removed you from the group “**{{group}}**”: you are no longer a member of it.',
    action:
      'What was open to you only as a member of this group is now closed to you. Your account and everything else on {{site}} remain as they are.',
    button: 'Go to the site',
    address: 'The link in full:',
    footer: 'If you think this is a mistake, please tell {{inviter}}.',
  },
  group_transferred: {
    subject: 'The group “{{group}}” is now in your hands',
    greeting: 'Hello{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** has handed the group “**{{group}}**” over to you: from now on you are responsible for it.',
    action:
      'You decide who manages it with you, and can hand it over to another member or delete it. Sign in with your usual account to look at it.',
    button: 'Go to the site',
    address: 'The link in full:',
    footer: 'If you think this is a mistake, please tell {{inviter}}.',
  },
};
