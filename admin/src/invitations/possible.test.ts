import type { InvitationStatus } from '../../../contracts/invitations';
import { isPossible } from './possible';
import type { Action } from './useActions';

const STATUSES: InvitationStatus[] = ['pending', 'accepted', 'declined', 'expired', 'revoked'];
const ADDRESS = { kind: 'address', email: 'ana@example.org' } as const;
const CODE = { kind: 'code', email: null } as const;

const possibleIn = (action: Action, invitation: typeof ADDRESS | typeof CODE) =>
  STATUSES.filter((status) => isPossible(action, { ...invitation, status }));

describe('what the panel offers to do with an invitation', () => {
  test('is to revoke it while it is open, or could be opened again by resending', () => {
    expect(possibleIn('revoke', ADDRESS)).toEqual(['pending', 'expired']);
    expect(possibleIn('revoke', CODE)).toEqual(['pending', 'expired']);
  });

  test('is to send it again in the same states, if there is an address to send it to', () => {
    expect(possibleIn('resend', ADDRESS)).toEqual(['pending', 'expired']);
    expect(possibleIn('resend', CODE)).toEqual([]);
    expect(isPossible('resend', { ...ADDRESS, email: null, status: 'expired' })).toBe(false);
  });

  test('is to delete it, always', () => {
    expect(possibleIn('delete', ADDRESS)).toEqual(STATUSES);
  });
});
