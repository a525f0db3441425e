import type { ConfirmationTexts } from './en';

export const fr: ConfirmationTexts = {
  open: {
    title: 'Confirmez cette adresse',
    intro:
      'Le groupe {group} a indiqué cette adresse e-mail comme étant la sienne sur {site}. Est-ce exact\u00a0?',
    button: 'Confirmer l’adresse',
    unknown:
      'Si vous ne connaissez pas ce groupe, fermez cette page\u00a0: il ne se passera rien et l’adresse ne sera pas confirmée.',
  },
  confirmed: {
    title: 'L’adresse est confirmée',
    text: 'Merci\u00a0! Le groupe {group} peut être joint à cette adresse.',
  },
  already: {
    title: 'Cette adresse est déjà confirmée',
    text: 'L’adresse du groupe {group} a déjà été confirmée. Vous n’avez plus rien à faire.',
  },
  next: 'L’équipe de {site} va maintenant examiner le groupe. Vous recevrez un e-mail dès qu’elle aura pris sa décision.',
  taken: {
    title: 'Cette adresse est celle d’un compte',
    text: 'Quelqu’un a maintenant un compte avec cette adresse. Un groupe doit avoir une adresse à lui.',
    advice: 'Une personne qui gère le groupe peut indiquer une autre adresse sur {site}.',
  },
  invalid: {
    title: 'Ce lien ne fonctionne pas',
    text: 'Le groupe a peut-être changé d’adresse, ou un e-mail plus récent contient un nouveau lien. Il se peut aussi qu’une partie du lien ait été perdue lors de la copie.',
    advice:
      'Essayez le lien de l’e-mail le plus récent. S’il ne fonctionne pas non plus, une personne qui gère le groupe peut demander un nouvel e-mail sur {site}.',
  },
};
