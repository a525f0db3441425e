/** Texts of the acceptance page. What stands in braces is filled in: `{site}`. */
export const en = {
  errorSummary: 'There is a problem',
  optional: 'optional',
  newTab: 'opens in a new tab',

  invitation: {
    title: 'You are invited',
    intro: '{inviter} invites you to take part in:',
    introSite: '{inviter} invites you to join {site}.',
    groups: 'You will also be a member of:',
    message: 'Message with the invitation',
    lastDay: 'You can accept until {day}.',
  },
  form: {
    heading: 'Accept the invitation',
    intro: 'Choose a user name and a password. That is all it takes.',
    email: 'E-mail address',
    emailHint: 'You will sign in with this address.',
    ownEmailHint: 'Your own. You will sign in with it.',
    username: 'User name',
    usernameHint: 'The name under which you appear on the site.',
    password: 'Password',
    passwordHint: 'At least {count} characters.',
    passwordAgain: 'For your safety we did not keep the password. Please type it again.',
    firstName: 'First name',
    lastName: 'Last name',
    acceptTerms: 'I accept the {terms}',
    terms: 'terms of use',
    newsletter: 'I would like to receive news by e-mail',
    accept: 'Accept',
  },
  existingAccount: {
    intro: 'You already have an account with this address. Enter its password to accept.',
    password: 'Password of your account',
    forgotten:
      'Forgotten your password? Set a new one on {site}, then open the link in your mail again.',
  },
  decline: {
    heading: 'Not interested?',
    intro:
      'You can decline. No account is created, and we will not write to you about this invitation again.',
    button: 'Decline this invitation',
  },
  accepted: {
    title: 'Welcome!',
    text: 'You have accepted the invitation.',
    spaces: 'You can now take part in:',
    signIn: 'Sign in with {email} and your password.',
    confirmFirst:
      'We have sent a mail to {email}. Follow its link to confirm your address, then sign in.',
  },
  code: {
    title: 'Enter your code',
    intro: 'Your invitation came with a code, on paper or from somebody you know.',
    label: 'Code',
    hint: '12 letters and digits, such as ABCD-EFGH-JKMN. Capitals and hyphens do not matter.',
    button: 'Continue',
    expired: 'Ask whoever gave you the code for a new one.',
  },
  declined: {
    title: 'You have declined the invitation',
    text: 'No account has been created, and we will not write to you about this invitation again. Thank you for letting us know.',
  },
  invalid: {
    title: 'This link does not work',
    text: 'The invitation may have been answered or withdrawn, or a more recent mail may hold a newer link. It may also be that a part of the link was lost when it was copied.',
    advice:
      'Try the link in the most recent mail. If it does not work either, ask the person who invited you.',
    member: 'Have you accepted already? Then sign in on {site}.',
  },
  expired: {
    title: 'This invitation has expired',
    text: 'It was open until {day}.',
    advice: 'Would you still like to take part? We can send you a new invitation by e-mail.',
    button: 'Send me a new invitation',
  },
  resent: {
    title: 'Check your mailbox',
    text: 'If there is an invitation for you, a mail with a new link is on its way. It can take a few minutes.',
    advice: 'If nothing arrives, look among the unwanted mail (spam).',
  },

  errors: {
    code: {
      required: 'Enter the code',
      invitation_invalid: 'This code does not work. Check it, or ask whoever gave it to you',
    },
    email: {
      missing_email: 'Enter your e-mail address',
      invalid_email: 'This is not an e-mail address: write it like name@example.org',
      email_taken:
        'This address is taken. Sign in with the password of its account, or use another address',
    },
    username: {
      required: 'Enter a user name',
      too_short: 'Choose a longer user name',
      too_long: 'Choose a shorter user name',
      username_taken: 'This user name is taken. Choose another one',
      invalid_input: 'Choose another user name',
    },
    password: {
      required: 'Enter a password',
      too_short: 'Choose a longer password',
      too_long: 'Choose a shorter password',
      invalid_password: 'This password does not follow the rules of the site. Choose another one',
      wrong_password: 'This is not the password of your account',
      invalid_input: 'Choose another password',
    },
    acceptTerms: {
      required: 'Accept the terms of use to go on',
      terms_not_accepted: 'Accept the terms of use to go on',
      invalid_input: 'Accept the terms of use to go on',
    },
    firstName: {
      required: 'Enter your first name',
      too_long: 'Shorten your first name',
      invalid_input: 'Check your first name',
    },
    lastName: {
      required: 'Enter your last name',
      too_long: 'Shorten your last name',
      invalid_input: 'Check your last name',
    },
    /** Where the field has no text of its own. */
    form: {
      required: 'Fill in this field',
      too_short: 'This is too short',
      too_long: 'This is too long',
      invalid_input: 'Check what you have entered',
      invalid_choice: 'Check what you have chosen',
      forbidden_character:
        'Leave out these characters: < > ? % & ^ * # @ ( ) [ ] = + : ; " { } | \\',
      control_character: 'Leave out line breaks and invisible characters',
      too_many_requests: 'Too many attempts. Please try again in a few minutes',
      account_exists:
        'There is already an account with this address. Open the link in your mail again',
      account_blocked:
        'The account with this address is blocked. Please contact the team of the site',
      wrong_account: 'The invitation is for another address than that of your account',
      wrong_password: 'The password is not right',
      username_taken: 'This user name is taken. Choose another one',
      terms_not_accepted: 'Accept the terms of use to go on',
      invalid_password: 'This password does not follow the rules of the site. Choose another one',
    },
    /** Neither the code is known nor did the server say anything. */
    unknown: 'This could not be accepted. Check it and try again',
  },
};

/** What each language must say. */
export type PageTexts = typeof en;
