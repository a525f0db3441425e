import type { PageTexts } from './en';

export const fr: PageTexts = {
  errorSummary: 'Il y a un problème',
  optional: 'facultatif',
  newTab: 's’ouvre dans un nouvel onglet',

  invitation: {
    title: 'Une invitation pour vous',
    intro: '{inviter} vous invite à participer à\u00a0:',
    introSite: '{inviter} vous invite à rejoindre {site}.',
    groups: 'Vous ferez aussi partie de\u00a0:',
    message: 'Message joint à l’invitation',
    lastDay: 'Vous pouvez accepter jusqu’au {day}.',
  },
  form: {
    heading: 'Accepter l’invitation',
    intro: 'Choisissez un nom d’utilisateur et un mot de passe, c’est tout.',
    email: 'Adresse e-mail',
    emailHint: 'Vous vous connecterez avec cette adresse.',
    ownEmailHint: 'La vôtre. Elle vous servira à vous connecter.',
    username: 'Nom d’utilisateur',
    usernameHint: 'Le nom sous lequel vous apparaîtrez sur le site.',
    password: 'Mot de passe',
    passwordHint: 'Au moins {count} caractères.',
    passwordAgain:
      'Par sécurité, nous n’avons pas conservé le mot de passe. Merci de le saisir à nouveau.',
    firstName: 'Prénom',
    lastName: 'Nom',
    acceptTerms: 'J’accepte les {terms}',
    terms: 'conditions d’utilisation',
    newsletter: 'Je souhaite recevoir des nouvelles par e-mail',
    accept: 'Accepter',
  },
  existingAccount: {
    intro:
      'Vous avez déjà un compte avec cette adresse. Saisissez son mot de passe pour accepter l’invitation.',
    password: 'Mot de passe de votre compte',
    forgotten:
      'Mot de passe oublié\u00a0? Définissez-en un nouveau sur {site}, puis ouvrez à nouveau le lien reçu par e-mail.',
  },
  decline: {
    heading: 'Cela ne vous intéresse pas\u00a0?',
    intro:
      'Vous pouvez décliner. Aucun compte ne sera créé et nous ne vous écrirons plus au sujet de cette invitation.',
    button: 'Décliner cette invitation',
  },
  accepted: {
    title: 'Bienvenue\u00a0!',
    text: 'Vous avez accepté l’invitation.',
    spaces: 'Vous pouvez désormais participer à\u00a0:',
    signIn: 'Connectez-vous avec {email} et votre mot de passe.',
    confirmFirst:
      'Nous avons envoyé un courriel à {email}. Suivez son lien pour confirmer votre adresse, puis connectez-vous.',
  },
  code: {
    title: 'Saisissez votre code',
    intro: 'Votre invitation était accompagnée d’un code, sur papier ou donné par quelqu’un.',
    label: 'Code',
    hint: '12 lettres et chiffres, par exemple ABCD-EFGH-JKMN. Les majuscules et les tirets n’ont pas d’importance.',
    button: 'Continuer',
    expired: 'Demandez un nouveau code à la personne qui vous l’a donné.',
  },
  declined: {
    title: 'Vous avez décliné l’invitation',
    text: 'Aucun compte n’a été créé et nous ne vous écrirons plus au sujet de cette invitation. Merci de nous avoir répondu.',
  },
  invalid: {
    title: 'Ce lien ne fonctionne pas',
    text: 'L’invitation a peut-être déjà reçu une réponse, ou a été retirée, ou un e-mail plus récent contient un nouveau lien. Il se peut aussi qu’une partie du lien ait été perdue lors de la copie.',
    advice:
      'Essayez le lien de l’e-mail le plus récent. S’il ne fonctionne pas non plus, adressez-vous à la personne à l’origine de l’invitation.',
    member: 'Vous avez déjà accepté\u00a0? Connectez-vous sur {site}.',
  },
  expired: {
    title: 'Cette invitation a expiré',
    text: 'Elle était valable jusqu’au {day}.',
    advice:
      'Vous souhaitez toujours participer\u00a0? Nous pouvons vous envoyer une nouvelle invitation par e-mail.',
    button: 'M’envoyer une nouvelle invitation',
  },
  resent: {
    title: 'Consultez votre messagerie',
    text: 'Si une invitation existe pour vous, un e-mail contenant un nouveau lien est en route. Cela peut prendre quelques minutes.',
    advice: 'Si rien n’arrive, regardez dans les courriers indésirables (spam).',
  },

  errors: {
    code: {
      required: 'Saisissez le code',
      invitation_invalid:
        'Ce code ne fonctionne pas. Vérifiez-le ou demandez à la personne qui vous l’a donné',
    },
    email: {
      missing_email: 'Saisissez votre adresse e-mail',
      invalid_email: 'Ce n’est pas une adresse e-mail\u00a0: écrivez-la comme nom@example.org',
      email_taken:
        'Cette adresse est déjà prise. Saisissez le mot de passe de son compte, ou utilisez une autre adresse',
    },
    username: {
      required: 'Saisissez un nom d’utilisateur',
      too_short: 'Choisissez un nom d’utilisateur plus long',
      too_long: 'Choisissez un nom d’utilisateur plus court',
      username_taken: 'Ce nom d’utilisateur est déjà pris. Choisissez-en un autre',
      invalid_input: 'Choisissez un autre nom d’utilisateur',
    },
    password: {
      required: 'Saisissez un mot de passe',
      too_short: 'Choisissez un mot de passe plus long',
      too_long: 'Choisissez un mot de passe plus court',
      invalid_password:
        'Ce mot de passe ne respecte pas les règles du site. Choisissez-en un autre',
      wrong_password: 'Ce n’est pas le mot de passe de votre compte',
      invalid_input: 'Choisissez un autre mot de passe',
    },
    acceptTerms: {
      required: 'Acceptez les conditions d’utilisation pour continuer',
      terms_not_accepted: 'Acceptez les conditions d’utilisation pour continuer',
      invalid_input: 'Acceptez les conditions d’utilisation pour continuer',
    },
    firstName: {
      required: 'Saisissez votre prénom',
      too_long: 'Raccourcissez votre prénom',
      invalid_input: 'Vérifiez votre prénom',
    },
    lastName: {
      required: 'Saisissez votre nom',
      too_long: 'Raccourcissez votre nom',
      invalid_input: 'Vérifiez votre nom',
    },
    form: {
      required: 'Remplissez ce champ',
      too_short: 'C’est trop court',
      too_long: 'C’est trop long',
      invalid_input: 'Vérifiez votre saisie',
      invalid_choice: 'Vérifiez votre choix',
      forbidden_character:
        'Retirez ces caractères\u00a0: < > ? % & ^ * # @ ( ) [ ] = + : ; " { } | \\',
      control_character: 'Retirez les retours à la ligne et les caractères invisibles',
      too_many_requests: 'Trop de tentatives. Merci de réessayer dans quelques minutes',
      account_exists:
        'Un compte existe déjà avec cette adresse. Ouvrez à nouveau le lien reçu par e-mail',
      account_blocked:
        'Le compte associé à cette adresse est bloqué. Merci de contacter l’équipe du site',
      wrong_account: 'L’invitation est destinée à une autre adresse que celle de votre compte',
      wrong_password: 'Le mot de passe n’est pas correct',
      username_taken: 'Ce nom d’utilisateur est déjà pris. Choisissez-en un autre',
      terms_not_accepted: 'Acceptez les conditions d’utilisation pour continuer',
      invalid_password:
        'Ce mot de passe ne respecte pas les règles du site. Choisissez-en un autre',
    },
    unknown: 'Votre saisie n’a pas pu être acceptée. Vérifiez-la et réessayez',
  },
};
