import type { Entry } from '../../../contracts/addresses';
import { normalised, problemsOf, readEntries, type EntryProblem } from './addresses';

/** Somebody who is to be invited. */
export type Person = Entry & {
  id: number;
  /** Why the server refused the address, as it stands. */
  refusal: string | null;
};

let lastId = 0;

/** Those in a pasted text. */
export const readPeople = (text: string): Person[] =>
  readEntries(text).map((entry) => {
    lastId += 1;
    return { ...entry, id: lastId, refusal: null };
  });

/** Somebody as they were corrected: one may have become several, or nobody. */
export const correctPerson = (people: readonly Person[], id: number, text: string): Person[] =>
  people.flatMap((person) => (person.id === id ? readPeople(text) : [person]));

/** Somebody and what is wrong with their address. */
export type Checked = { person: Person; problem: EntryProblem | 'refused' | null };

export const checkPeople = (people: readonly Person[]): Checked[] => {
  const problems = problemsOf(people);
  return people.map((person, index) => ({
    person,
    problem: problems[index] ?? (person.refusal ? 'refused' : null),
  }));
};

/** Marks those whom the server refused; leaves out the others, who need nothing any more. */
export const keepRefused = (
  people: readonly Person[],
  refusals: ReadonlyMap<string, string>,
): Person[] =>
  people.flatMap((person) => {
    const refusal = refusals.get(normalised(person.address));
    return refusal === undefined ? [] : [{ ...person, refusal }];
  });
