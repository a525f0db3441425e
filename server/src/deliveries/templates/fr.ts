import type { MailTexts } from './en';

export const fr: MailTexts = {
  quotes: ['«\u00a0', '\u00a0»'],
  invitation: {
    subject: '{{inviter}} vous invite à participer à {{what}}',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      '<strong>{{inviter}}</strong> vous invite à participer à' +
      '{{#space}} «\u00a0<strong>{{.}}</strong>\u00a0».{{/space}}{{#several}}\u00a0:{{/several}}{{^spaces}} {{site}}.{{/spaces}}',
    message: 'L’invitation est accompagnée de ce message\u00a0:',
    action:
      'Ouvrez votre invitation pour découvrir de quoi il s’agit. Si vous souhaitez participer, il vous suffira de choisir un nom d’utilisateur et un mot de passe. Sinon, vous pourrez décliner l’invitation sur la même page.',
    button: 'Ouvrir mon invitation',
    address: 'Votre lien personnel\u00a0:',
    lastDay: 'L’invitation est valable jusqu’au <strong>{{lastDay}}</strong>.',
    footer:
      'Cette invitation vous est personnelle\u00a0: merci de ne pas transférer ce message. Vous pouvez aussi l’ignorer\u00a0: il ne se passera rien et aucun compte ne sera créé sans vous.',
  },
  added: {
    subject: 'Vous participez désormais à {{what}}',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      'Bonne nouvelle\u00a0: <strong>{{inviter}}</strong> vous a donné accès, et vous participez désormais à' +
      '{{#space}} «\u00a0<strong>{{.}}</strong>\u00a0».{{/space}}{{#several}}\u00a0:{{/several}}{{^spaces}} {{site}}.{{/spaces}}',
    action: 'Vous n’avez rien à configurer\u00a0: connectez-vous avec votre compte habituel.',
    button: 'Aller sur le site',
    address: 'L’adresse du site\u00a0:',
    footer: 'Si vous pensez qu’il s’agit d’une erreur, merci de le signaler à {{inviter}}.',
  },
};
