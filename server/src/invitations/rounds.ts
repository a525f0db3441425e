/** Rounds in which an address whose invitation ends just now gets a new one. */
const ROUNDS = 3;

/** Opens invitations by `round`, which gives null where one ended that was there a moment ago. */
export const openInRounds = async <Result>(
  round: () => Promise<Result | null>,
): Promise<Result> => {
  for (let left = ROUNDS; left > 0; left -= 1) {
    const result = await round();
    if (result !== null) return result;
  }
  throw new Error('Invitations ended as fast as new ones were opened.');
};
