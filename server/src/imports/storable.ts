/**
 * A text in which the sign for what is illegible stands for NUL and halves of surrogate pairs, which
 * no database takes.
 */
export const storable = (text: string): string => text.replace(/[\0\p{Cs}]/gu, '\uFFFD');
