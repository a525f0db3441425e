/** NUL and halves of surrogate pairs, which no database takes. */
const UNSTORABLE = /[\0\p{Cs}]/gu;

/** A text in which the sign for what is illegible stands for what cannot be stored. */
export const storable = (text: string): string => text.replace(UNSTORABLE, '\uFFFD');

/** The first character of a text that cannot be stored, as `U+…`; null: there is none. */
export const unstorableIn = (text: string): string | null => {
  const [character] = text.match(UNSTORABLE) ?? [];
  return character === undefined
    ? null
    : `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
};
