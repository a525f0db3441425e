/** A text with the sign for what is illegible instead of NUL and halves of surrogate pairs, which no database takes. */
export const storable = (text: string): string => text.replace(/[\0\p{Cs}]/gu, '\uFFFD');
