import type { DeliveryState } from '../../../contracts/participants';

/** How often a list is read again while mails are under way, in ms. */
export const MAIL_INTERVAL = 3_000;
/** After so many tries the mail server is away for longer: nothing to wait for on this page. */
const FEW_TRIES = 3;

/** Whether the last mail to somebody is about to be sent. */
export const isMailUnderWay = ({ delivery }: { delivery: DeliveryState | null }): boolean =>
  delivery !== null &&
  (delivery.status === 'queued' || delivery.status === 'sending') &&
  delivery.attempts < FEW_TRIES;
