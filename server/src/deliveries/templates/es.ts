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
  group_confirmation: {
    subject: 'Confirme la dirección del grupo «{{group}}», por favor',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      'El grupo «**{{group}}**» ha indicado en {{site}} que esta es su dirección. Le rogamos que confirme que sus correos le llegan aquí.',
    action:
      'Abra el enlace del grupo y confirme la dirección. El equipo de administración de {{site}} podrá entonces revisar el grupo y verificarlo.',
    button: 'Confirmar la dirección',
    address: 'El enlace del grupo:',
    footer:
      'Este enlace es solo para el grupo: le rogamos que no reenvíe este mensaje. Si no conoce el grupo, ignore este mensaje: la dirección no se confirmará.',
  },
  group_to_verify: {
    subject: 'El grupo «{{group}}» espera su verificación',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      'En {{site}}, el grupo «**{{group}}**» espera su decisión o la de otra persona del equipo de administración: es nuevo o alguno de sus datos ha cambiado.',
    action:
      'Revise, por favor, los datos del grupo y después verifíquelo o rechácelo. Mientras no esté verificado, no aparecerá en público.',
    button: 'Revisar el grupo',
    address: 'El grupo en la administración:',
    footer: 'Recibe este mensaje porque puede verificar los grupos de {{site}}.',
  },
  group_verified: {
    subject: 'El grupo «{{group}}» está verificado',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      'Buenas noticias: el equipo de administración de {{site}} ha verificado el grupo «**{{group}}**», que desde ahora es visible para todo el mundo.',
    message: 'Ha añadido este mensaje:',
    action: 'No tiene que configurar nada: inicie sesión con su cuenta habitual para ver el grupo.',
    button: 'Ir al sitio',
    address: 'El enlace completo:',
    footer:
      'Si cambia el nombre, el apodo, la dirección de correo, el número de identificación o el teléfono del grupo, el equipo de administración volverá a revisarlo.',
  },
  group_rejected: {
    subject: 'El grupo «{{group}}» no se ha verificado',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      'El equipo de administración de {{site}} ha revisado el grupo «**{{group}}**» y no lo ha verificado. El grupo no aparece en público.',
    message: 'Este es el motivo que indica:',
    action:
      'Quienes gestionan el grupo pueden corregir sus datos. En cuanto cambien su nombre, su apodo, su dirección de correo, su número de identificación o su teléfono, el equipo de administración volverá a revisarlo.',
    button: 'Ir al sitio',
    address: 'El enlace completo:',
    footer:
      'Si cree que se trata de un error, le agradeceremos que se lo comunique al equipo de administración de {{site}}.',
  },
  group_invited: {
    subject: '{{inviter}} le invita a unirse al grupo «{{group}}»',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro: '**{{inviter}}** le invita a unirse al grupo «**{{group}}**» en {{site}}.',
    action: 'Inicie sesión con su cuenta habitual para aceptar o rechazar la invitación.',
    button: 'Ir al sitio',
    address: 'El enlace completo:',
    footer: 'También puede ignorar esta invitación: solo formará parte del grupo si la acepta.',
  },
  group_requested: {
    subject: '{{inviter}} solicita unirse al grupo «{{group}}»',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      '**{{inviter}}** solicita unirse al grupo «**{{group}}**», que usted gestiona en {{site}}.',
    action:
      'Inicie sesión con su cuenta habitual para aceptar o rechazar la solicitud. Comunicaremos su decisión a {{inviter}}.',
    button: 'Ir al sitio',
    address: 'El enlace completo:',
    footer:
      'Todas las personas que gestionan el grupo reciben este mensaje: basta con una respuesta.',
  },
  group_accepted: {
    subject: '{{inviter}} ha aceptado: un miembro nuevo para el grupo «{{group}}»',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      'Buenas noticias: **{{inviter}}** ha aceptado, y el grupo «**{{group}}**» tiene un miembro más en {{site}}.',
    action:
      'Si usted había solicitado unirse al grupo, el miembro nuevo es usted: no tiene que configurar nada, inicie sesión con su cuenta habitual. Si gestiona el grupo, es la persona a la que se había invitado.',
    button: 'Ir al sitio',
    address: 'El enlace completo:',
    footer: 'Recibe este mensaje porque había solicitado unirse al grupo o porque lo gestiona.',
  },
  group_declined: {
    subject: '{{inviter}} ha dicho que no: ningún miembro nuevo para el grupo «{{group}}»',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      'Lamentablemente, **{{inviter}}** ha dicho que no, y el grupo «**{{group}}**» no tiene ningún miembro nuevo en {{site}}.',
    action:
      'Si usted había solicitado unirse al grupo, podrá volver a solicitarlo después de un día. Si gestiona el grupo, puede volver a invitar a esa persona en cualquier momento. Nada más cambia para usted: su cuenta sigue como estaba.',
    button: 'Ir al sitio',
    address: 'El enlace completo:',
    footer: 'Recibe este mensaje porque había solicitado unirse al grupo o porque lo gestiona.',
  },
  group_promoted: {
    subject: 'Ahora ayuda a gestionar el grupo «{{group}}»',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      '**{{inviter}}** le ha dado un nuevo papel: desde ahora ayuda a gestionar el grupo «**{{group}}**» en {{site}}.',
    action:
      'Puede invitar a otras personas, responder a quienes solicitan unirse y modificar los datos del grupo. Para empezar, inicie sesión con su cuenta habitual.',
    button: 'Ir al sitio',
    address: 'El enlace completo:',
    footer:
      'Si prefiere no hacerlo, comuníqueselo a {{inviter}}, por favor: puede formar parte del grupo sin gestionarlo.',
  },
  group_demoted: {
    subject: 'Ya no gestiona el grupo «{{group}}»',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      '**{{inviter}}** ha cambiado su papel: usted ya no gestiona el grupo «**{{group}}**» en {{site}}.',
    action: 'Sigue formando parte del grupo. No tiene que hacer nada.',
    button: 'Ir al sitio',
    address: 'El enlace completo:',
    footer: 'Si cree que se trata de un error, le agradeceremos que se lo comunique a {{inviter}}.',
  },
  group_removed: {
    subject: 'Ya no forma parte del grupo «{{group}}»',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      '**{{inviter}}** ha puesto fin a su participación en el grupo «**{{group}}**»: usted ya no forma parte de él.',
    action:
      'Lo que solo estaba abierto para usted por formar parte de este grupo ya no lo está. Su cuenta y todo lo demás en {{site}} siguen como estaban.',
    button: 'Ir al sitio',
    address: 'El enlace completo:',
    footer: 'Si cree que se trata de un error, le agradeceremos que se lo comunique a {{inviter}}.',
  },
  group_transferred: {
    subject: 'El grupo «{{group}}» está ahora en sus manos',
    greeting: 'Hola{{#name}}, {{.}}{{/name}}:',
    intro:
      '**{{inviter}}** le ha confiado el grupo «**{{group}}**»: desde ahora usted es responsable de él.',
    action:
      'Usted decide quién lo gestiona con usted y puede confiárselo a otra persona del grupo o eliminarlo. Inicie sesión con su cuenta habitual para verlo.',
    button: 'Ir al sitio',
    address: 'El enlace completo:',
    footer: 'Si cree que se trata de un error, le agradeceremos que se lo comunique a {{inviter}}.',
  },
};
