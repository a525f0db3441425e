/** Texts of the page that confirms a group's address. What stands in braces is filled in. */
export const en = {
  open: {
    title: 'Confirm this address',
    intro: 'The group {group} gave this e-mail address as its own on {site}. Is that right?',
    button: 'Confirm the address',
    unknown:
      'If you do not know this group, close this page: nothing happens, and the address stays unconfirmed.',
  },
  confirmed: {
    title: 'The address is confirmed',
    text: 'Thank you! {group} can be reached at this address.',
  },
  already: {
    title: 'This address is confirmed already',
    text: 'The address of {group} has been confirmed before. There is nothing left for you to do.',
  },
  next: 'The team of {site} will look at the group next. You will receive a mail when it has decided.',
  taken: {
    title: 'This address belongs to an account',
    text: 'Somebody has an account with this address by now. A group needs an address of its own.',
    advice: 'Whoever manages the group can give it another address on {site}.',
  },
  invalid: {
    title: 'This link does not work',
    text: 'The group may have another address by now, or a more recent mail may hold a newer link. It may also be that a part of the link was lost when it was copied.',
    advice:
      'Try the link in the most recent mail. If it does not work either, whoever manages the group can have a new mail sent on {site}.',
  },
};

/** What each language must say. */
export type ConfirmationTexts = typeof en;
