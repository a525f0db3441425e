import type { Invitation } from '../../../contracts/invitations';
import type { Action } from './useActions';

type State = Pick<Invitation, 'kind' | 'status' | 'email'>;

/** Whether an action does anything to an invitation in its present state. */
export const isPossible = (action: Action, { kind, status, email }: State): boolean => {
  switch (action) {
    case 'resend':
      return kind === 'address' && email !== null && (status === 'pending' || status === 'expired');
    case 'revoke':
      return status === 'pending';
    case 'delete':
      return true;
  }
};

/** Whether there is a link, or code, to hand over. */
export const hasLink = ({ status }: Pick<State, 'status'>): boolean => status === 'pending';
