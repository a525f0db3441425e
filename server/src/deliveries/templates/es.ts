import type { MailTexts } from './en';

export const es: MailTexts = {
  quotes: ['«', '»'],
  invitation: {
    subject: '{{inviter}} le invita a participar en {{what}}',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      '<strong>{{inviter}}</strong> le invita a participar en' +
      '{{#space}} «<strong>{{.}}</strong>».{{/space}}{{#several}}:{{/several}}{{^spaces}} {{site}}.{{/spaces}}',
    message: 'La invitación va acompañada de este mensaje:',
    action:
      'Abra su invitación para ver de qué se trata. Si desea participar, solo tendrá que elegir un nombre de usuario y una contraseña. Si prefiere no hacerlo, puede rechazarla en la misma página.',
    button: 'Abrir mi invitación',
    address: 'Su enlace personal:',
    lastDay: 'La invitación estará abierta hasta el <strong>{{lastDay}}</strong>.',
    footer:
      'Esta invitación es personal: le rogamos que no reenvíe este mensaje. También puede ignorarlo: no ocurrirá nada y no se creará ninguna cuenta sin usted.',
  },
  added: {
    subject: 'Ya participa en {{what}}',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      'Buenas noticias: <strong>{{inviter}}</strong> le ha dado acceso y usted ya participa en' +
      '{{#space}} «<strong>{{.}}</strong>».{{/space}}{{#several}}:{{/several}}{{^spaces}} {{site}}.{{/spaces}}',
    action: 'No tiene que configurar nada: inicie sesión con su cuenta habitual.',
    button: 'Ir al sitio',
    address: 'La dirección del sitio:',
    footer: 'Si cree que se trata de un error, le agradeceremos que se lo comunique a {{inviter}}.',
  },
};
