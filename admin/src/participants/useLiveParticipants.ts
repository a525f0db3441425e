import type { Participant } from '../../../contracts/participants';
import type { ListQuery } from '../ui/listQuery';
import { useParticipants, useParticipantsPolling } from './api';

const INTERVAL = 3_000;
/** After so many tries the mail server is away for longer: nothing to wait for on this page. */
const FEW_TRIES = 3;

const isMailUnderWay = ({ delivery }: Participant): boolean =>
  delivery !== null &&
  (delivery.status === 'queued' || delivery.status === 'sending') &&
  delivery.attempts < FEW_TRIES;

/** The list, read again for as long as mails to the people on it are under way. */
export const useLiveParticipants = (space: string, query: ListQuery) => {
  const list = { space, query };
  const answer = useParticipants(list, { refetchOnMountOrArgChange: true });
  const isUnderWay = answer.data?.results.some(isMailUnderWay) ?? false;
  useParticipantsPolling(list, { pollingInterval: isUnderWay ? INTERVAL : 0 });
  return answer;
};
