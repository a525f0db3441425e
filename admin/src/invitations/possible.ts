import type { Invitation } from '../../../contracts/invitations';
import type { Action } from './useActions';

type State = Pick<Invitation, 'kind' | 'status' | 'email'>;

/** Whether an action does anything to an invitation in its present state. */
export const isPossible = (action: Action, { kind, status, email }: State): boolean => {
  const isOpen = status === 'pending' || status === 'expired';
  switch (action) {
    case 'resend':
      return kind === 'address' && email !== null && isOpen;
    case 'revoke':
      return isOpen;
    case 'delete':
      return true;
  }
};

/** Whether there is a link, or code, to hand over. */
export const hasLink = ({ status }: Pick<State, 'status'>): boolean => status === 'pending';
