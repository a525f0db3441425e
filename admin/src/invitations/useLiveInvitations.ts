import type { ListQuery } from '../ui/listQuery';
import { isMailUnderWay, MAIL_INTERVAL } from '../ui/mailUnderWay';
import { useInvitations, useInvitationsPolling } from './api';

/** The list, read again for as long as mails about what is on it are under way. */
export const useLiveInvitations = (query: ListQuery) => {
  const answer = useInvitations(query, { refetchOnMountOrArgChange: true });
  const isUnderWay = answer.data?.results.some(isMailUnderWay) ?? false;
  useInvitationsPolling(query, { pollingInterval: isUnderWay ? MAIL_INTERVAL : 0 });
  return answer;
};
