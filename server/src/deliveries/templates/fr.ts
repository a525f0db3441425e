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
  group_confirmation: {
    subject: 'Merci de confirmer l’adresse du groupe «\u00a0{{group}}\u00a0»',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      'Le groupe «\u00a0**{{group}}**\u00a0» a donné cette adresse comme étant la sienne sur {{site}}. Merci de confirmer que ses e-mails vous parviennent bien ici.',
    action:
      'Ouvrez le lien du groupe et confirmez l’adresse. L’équipe d’administration de {{site}} pourra alors examiner le groupe et le vérifier.',
    button: 'Confirmer l’adresse',
    address: 'Le lien du groupe\u00a0:',
    footer:
      'Ce lien est réservé au groupe\u00a0: merci de ne pas transférer ce message. Si vous ne connaissez pas ce groupe, ignorez ce message\u00a0: l’adresse ne sera pas confirmée.',
  },
  group_to_verify: {
    subject: 'Le groupe «\u00a0{{group}}\u00a0» attend d’être vérifié',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      'Sur {{site}}, le groupe «\u00a0**{{group}}**\u00a0» attend votre décision ou celle d’une autre personne de l’équipe d’administration\u00a0: il est nouveau, ou une information le concernant a changé.',
    action:
      'Merci d’examiner les informations qu’il donne, puis de le vérifier ou de le rejeter. Tant qu’il n’est pas vérifié, il n’apparaît pas publiquement.',
    button: 'Examiner le groupe',
    address: 'Le groupe dans l’administration\u00a0:',
    footer: 'Vous recevez ce message parce que vous pouvez vérifier les groupes de {{site}}.',
  },
  group_verified: {
    subject: 'Le groupe «\u00a0{{group}}\u00a0» est vérifié',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      'Bonne nouvelle\u00a0: l’équipe d’administration de {{site}} a vérifié le groupe «\u00a0**{{group}}**\u00a0», désormais visible par tout le monde.',
    message: 'Elle a ajouté ce message\u00a0:',
    action:
      'Vous n’avez rien à configurer\u00a0: connectez-vous avec votre compte habituel pour voir le groupe.',
    button: 'Aller sur le site',
    address: 'Le lien complet\u00a0:',
    footer:
      'Si le nom, le pseudonyme, l’adresse e-mail, le numéro d’identification ou le téléphone du groupe change, l’équipe d’administration l’examinera de nouveau.',
  },
  group_rejected: {
    subject: 'Le groupe «\u00a0{{group}}\u00a0» n’a pas été vérifié',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      'L’équipe d’administration de {{site}} a examiné le groupe «\u00a0**{{group}}**\u00a0» et ne l’a pas vérifié. Il n’apparaît pas publiquement.',
    message: 'Elle en donne la raison\u00a0:',
    action:
      'Les personnes qui gèrent le groupe peuvent corriger ses informations. Dès que son nom, son pseudonyme, son adresse e-mail, son numéro d’identification ou son téléphone aura changé, l’équipe d’administration l’examinera de nouveau.',
    button: 'Aller sur le site',
    address: 'Le lien complet\u00a0:',
    footer:
      'Si vous pensez qu’il s’agit d’une erreur, merci de le signaler à l’équipe d’administration de {{site}}.',
  },
  group_invited: {
    subject: '{{inviter}} vous invite à rejoindre le groupe «\u00a0{{group}}\u00a0»',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** vous invite à rejoindre le groupe «\u00a0**{{group}}**\u00a0» sur {{site}}.',
    action: 'Connectez-vous avec votre compte habituel pour accepter ou décliner l’invitation.',
    button: 'Aller sur le site',
    address: 'Le lien complet\u00a0:',
    footer:
      'Vous pouvez aussi ignorer cette invitation\u00a0: vous ne deviendrez membre que si vous l’acceptez.',
  },
  group_requested: {
    subject: '{{inviter}} demande à rejoindre le groupe «\u00a0{{group}}\u00a0»',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** demande à rejoindre le groupe «\u00a0**{{group}}**\u00a0», que vous gérez sur {{site}}.',
    action:
      'Connectez-vous avec votre compte habituel pour accepter ou décliner la demande. Nous informerons {{inviter}} de votre décision.',
    button: 'Aller sur le site',
    address: 'Le lien complet\u00a0:',
    footer:
      'Toutes les personnes qui gèrent le groupe reçoivent ce message\u00a0: une seule réponse suffit.',
  },
  group_accepted: {
    subject:
      '{{inviter}} a accepté\u00a0: un nouveau membre pour le groupe «\u00a0{{group}}\u00a0»',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      'Bonne nouvelle\u00a0: **{{inviter}}** a accepté, et le groupe «\u00a0**{{group}}**\u00a0» sur {{site}} compte un membre de plus.',
    action:
      'Si vous aviez demandé à rejoindre le groupe, ce nouveau membre, c’est vous\u00a0: vous n’avez rien à configurer, connectez-vous avec votre compte habituel. Si vous gérez le groupe, c’est la personne qui avait été invitée.',
    button: 'Aller sur le site',
    address: 'Le lien complet\u00a0:',
    footer:
      'Vous recevez ce message parce que vous aviez demandé à rejoindre le groupe, ou parce que vous le gérez.',
  },
  group_declined: {
    subject:
      '{{inviter}} a décliné\u00a0: pas de nouveau membre pour le groupe «\u00a0{{group}}\u00a0»',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      'Malheureusement, **{{inviter}}** a décliné, et le groupe «\u00a0**{{group}}**\u00a0» sur {{site}} n’a pas de nouveau membre.',
    action:
      'Si vous aviez demandé à rejoindre le groupe, vous pourrez faire une nouvelle demande après un jour. Si vous gérez le groupe, vous pouvez inviter à nouveau cette personne à tout moment. Rien d’autre ne change\u00a0: votre compte reste tel qu’il est.',
    button: 'Aller sur le site',
    address: 'Le lien complet\u00a0:',
    footer:
      'Vous recevez ce message parce que vous aviez demandé à rejoindre le groupe, ou parce que vous le gérez.',
  },
  group_promoted: {
    subject: 'Vous contribuez désormais à gérer le groupe «\u00a0{{group}}\u00a0»',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** vous a confié un nouveau rôle\u00a0: vous contribuez désormais à gérer le groupe «\u00a0**{{group}}**\u00a0» sur {{site}}.',
    action:
      'Vous pouvez inviter des personnes, répondre à celles qui demandent à rejoindre le groupe et modifier ses informations. Pour commencer, connectez-vous avec votre compte habituel.',
    button: 'Aller sur le site',
    address: 'Le lien complet\u00a0:',
    footer:
      'Si vous ne le souhaitez pas, merci de le dire à {{inviter}}\u00a0: vous pouvez être membre du groupe sans le gérer.',
  },
  group_demoted: {
    subject: 'Vous ne gérez plus le groupe «\u00a0{{group}}\u00a0»',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** a modifié votre rôle\u00a0: vous ne gérez plus le groupe «\u00a0**{{group}}**\u00a0» sur {{site}}.',
    action: 'Vous êtes toujours membre du groupe. Vous n’avez rien à faire.',
    button: 'Aller sur le site',
    address: 'Le lien complet\u00a0:',
    footer: 'Si vous pensez qu’il s’agit d’une erreur, merci de le signaler à {{inviter}}.',
  },
  group_removed: {
    subject: 'Vous n’êtes plus membre du groupe «\u00a0{{group}}\u00a0»',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** a mis fin à votre participation au groupe «\u00a0**{{group}}**\u00a0»\u00a0: vous n’en êtes plus membre.',
    action:
      'Ce qui vous était ouvert uniquement en tant que membre de ce groupe ne l’est plus. Votre compte et tout le reste sur {{site}} demeurent tels qu’ils sont.',
    button: 'Aller sur le site',
    address: 'Le lien complet\u00a0:',
    footer: 'Si vous pensez qu’il s’agit d’une erreur, merci de le signaler à {{inviter}}.',
  },
  group_transferred: {
    subject: 'Le groupe «\u00a0{{group}}\u00a0» est désormais entre vos mains',
    greeting: 'Bonjour{{#name}} {{.}}{{/name}},',
    intro:
      '**{{inviter}}** vous a confié le groupe «\u00a0**{{group}}**\u00a0»\u00a0: vous en êtes désormais responsable.',
    action:
      'Vous décidez qui le gère avec vous, et vous pouvez le confier à un autre membre ou le supprimer. Connectez-vous avec votre compte habituel pour le voir.',
    button: 'Aller sur le site',
    address: 'Le lien complet\u00a0:',
    footer: 'Si vous pensez qu’il s’agit d’une erreur, merci de le signaler à {{inviter}}.',
  },
};
