/** An address from a title, as the server would make it: `Budget participatif n° 2` → `budget-participatif-n-2`. */
export const slugify = (title: string): string =>
  title
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
