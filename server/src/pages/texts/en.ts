/** Texts that all pages have in common. What stands in braces is filled in: `{site}`. */
export const en = {
  languageName: 'English',
  languages: 'Language',
  errorTitle: 'Error: {title}',
  goToSite: 'Go to {site}',
  tooMany: {
    title: 'Too many attempts',
    text: 'For safety, we ask you to wait a little. Please try again in a few minutes.',
  },
  unavailable: {
    title: 'Something went wrong',
    text: 'The fault is ours, not yours. Please open the link in your mail again in a few minutes.',
  },
};

/** What each language must say. */
export type FrameTexts = typeof en;
