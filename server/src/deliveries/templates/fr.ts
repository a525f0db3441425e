import type { MailTexts } from './en';

export const fr: MailTexts = {
  quotes: ['«\u00a0', '\u00a0»'],
  invitation: {
    subject:
      '{{inviter}} vous invite à {{#what}}participer à {{.}}{{/what}}{{^what}}rejoindre {{site}}{{/what}}',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** vous invite à{{#space}} participer à «\u00a0**{{.}}**\u00a0».{{/space}}{{#several}} participer à\u00a0:{{/several}}{{^what}} rejoindre {{site}}.{{/what}}',
    message: 'L’invitation est accompagnée de ce message\u00a0:',
    action:
      'Ouvrez votre invitation pour découvrir de quoi il s’agit. Si vous souhaitez participer, il vous suffira de choisir un nom d’utilisateur et un mot de passe. Sinon, vous pourrez décliner l’invitation sur la même page.',
    lastDay: 'L’invitation est valable jusqu’au **{{lastDay}}**.',
    button: 'Ouvrir mon invitation',
    address: 'Votre lien personnel\u00a0:',
    footer:
      'Cette invitation vous est personnelle\u00a0: merci de ne pas transférer ce message. Vous pouvez aussi l’ignorer\u00a0: il ne se passera rien et aucun compte ne sera créé sans vous.',
  },
  added: {
    subject:
      '{{#what}}Vous participez désormais à {{.}}{{/what}}{{^what}}Vous avez un nouvel accès sur {{site}}{{/what}}',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      'Bonne nouvelle\u00a0: **{{inviter}}** vous a donné {{#what}}accès, et vous participez désormais à{{/what}}{{#space}} «\u00a0**{{.}}**\u00a0».{{/space}}{{#several}}\u00a0:{{/several}}{{^what}}un nouvel accès sur {{site}}.{{/what}}',
    action: 'Vous n’avez rien à configurer\u00a0: connectez-vous avec votre compte habituel.',
    button: 'Aller sur le site',
    address: 'L’adresse du site\u00a0:',
    footer: 'Si vous pensez qu’il s’agit d’une erreur, merci de le signaler à {{inviter}}.',
  },
  reminder: {
    subject:
      'Rappel\u00a0: {{inviter}} vous invite à {{#what}}participer à {{.}}{{/what}}{{^what}}rejoindre {{site}}{{/what}}',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      'Une invitation attend votre réponse\u00a0: **{{inviter}}** vous invite à{{#space}} participer à «\u00a0**{{.}}**\u00a0».{{/space}}{{#several}} participer à\u00a0:{{/several}}{{^what}} rejoindre {{site}}.{{/what}}',
    message: 'L’invitation était accompagnée de ce message\u00a0:',
    action:
      'Ouvrez votre invitation pour l’accepter ou la décliner. Pour l’accepter, il vous suffira de choisir un nom d’utilisateur et un mot de passe.',
    lastDay: 'Vous pouvez répondre jusqu’au **{{lastDay}}**.',
    button: 'Ouvrir mon invitation',
    address: 'Votre lien personnel\u00a0:',
    footer:
      'Cette invitation vous est personnelle\u00a0: merci de ne pas transférer ce message. Vous pouvez aussi l’ignorer\u00a0: aucun compte ne sera créé sans vous.',
  },
  admin_rights: {
    subject: '{{inviter}} vous propose un compte d’administration de {{site}}',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** vous propose un compte d’administration pour contribuer à la gestion de {{site}}. Il est distinct du compte avec lequel vous participez.',
    action: 'Pour le finaliser, ouvrez votre lien personnel et choisissez un mot de passe.',
    button: 'Finaliser mon compte',
    address: 'Votre lien personnel\u00a0:',
    footer:
      'Ce lien vous est personnel\u00a0: merci de ne pas transférer ce message. Si vous ne l’attendiez pas, ignorez-le et signalez-le à {{inviter}}.',
  },
};
