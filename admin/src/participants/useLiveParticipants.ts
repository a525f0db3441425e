import type { ListQuery } from '../ui/listQuery';
import { isMailUnderWay, MAIL_INTERVAL } from '../ui/mailUnderWay';
import { useParticipants, useParticipantsPolling } from './api';

/** The list, read again for as long as mails to the people on it are under way. */
export const useLiveParticipants = (space: string, query: ListQuery) => {
  const list = { space, query };
  const answer = useParticipants(list, { refetchOnMountOrArgChange: true });
  const isUnderWay = answer.data?.results.some(isMailUnderWay) ?? false;
  useParticipantsPolling(list, { pollingInterval: isUnderWay ? MAIL_INTERVAL : 0 });
  return answer;
};
