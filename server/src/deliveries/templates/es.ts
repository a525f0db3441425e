import type { MailTexts } from './en';

export const es: MailTexts = {
  quotes: ['«', '»'],
  invitation: {
    subject:
      '{{inviter}} le invita a {{#what}}participar en {{.}}{{/what}}{{^what}}unirse a {{site}}{{/what}}',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      '**{{inviter}}** le invita a{{#space}} participar en «**{{.}}**».{{/space}}{{#several}} participar en:{{/several}}{{^what}} unirse a {{site}}.{{/what}}',
    message: 'La invitación va acompañada de este mensaje:',
    action:
      'Abra su invitación para ver de qué se trata. Si desea participar, solo tendrá que elegir un nombre de usuario y una contraseña. Si prefiere no hacerlo, puede rechazarla en la misma página.',
    lastDay: 'La invitación estará abierta hasta el **{{lastDay}}**.',
    button: 'Abrir mi invitación',
    address: 'Su enlace personal:',
    footer:
      'Esta invitación es personal: le rogamos que no reenvíe este mensaje. También puede ignorarlo: no ocurrirá nada y no se creará ninguna cuenta sin usted.',
  },
  added: {
    subject:
      '{{#what}}Ya participa en {{.}}{{/what}}{{^what}}Tiene un nuevo acceso en {{site}}{{/what}}',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      'Buenas noticias: **{{inviter}}** le ha dado {{#what}}acceso y usted ya participa en{{/what}}{{#space}} «**{{.}}**».{{/space}}{{#several}}:{{/several}}{{^what}}un nuevo acceso en {{site}}.{{/what}}',
    action: 'No tiene que configurar nada: inicie sesión con su cuenta habitual.',
    button: 'Ir al sitio',
    address: 'La dirección del sitio:',
    footer: 'Si cree que se trata de un error, le agradeceremos que se lo comunique a {{inviter}}.',
  },
  reminder: {
    subject:
      'Recordatorio: {{inviter}} le invita a {{#what}}participar en {{.}}{{/what}}{{^what}}unirse a {{site}}{{/what}}',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      'Una invitación espera su respuesta: **{{inviter}}** le invita a{{#space}} participar en «**{{.}}**».{{/space}}{{#several}} participar en:{{/several}}{{^what}} unirse a {{site}}.{{/what}}',
    message: 'La invitación iba acompañada de este mensaje:',
    action:
      'Abra su invitación para aceptarla o rechazarla. Para aceptarla, solo tendrá que elegir un nombre de usuario y una contraseña.',
    lastDay: 'Puede responder hasta el **{{lastDay}}**.',
    button: 'Abrir mi invitación',
    address: 'Su enlace personal:',
    footer:
      'Esta invitación es personal: le rogamos que no reenvíe este mensaje. También puede ignorarlo: no se creará ninguna cuenta sin usted.',
  },
  admin_rights: {
    subject: '{{inviter}} le ofrece una cuenta de administración de {{site}}',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      '**{{inviter}}** le ofrece una cuenta de administración para colaborar en la gestión de {{site}}. Es distinta de la cuenta con la que participa.',
    action: 'Para completarla, abra su enlace personal y elija una contraseña.',
    button: 'Completar mi cuenta',
    address: 'Su enlace personal:',
    footer:
      'Este enlace es personal: le rogamos que no reenvíe este mensaje. Si no lo esperaba, ignórelo y comuníqueselo a {{inviter}}, por favor.',
  },
};
