import { problemsIn } from '../../ui/errors';
import { useTranslate } from '../../ui/translate';

/** Why the server refused a rule, and where in it; null: the refusal is about something else. */
export const useRuleFault = () => {
  const t = useTranslate();

  return (error: unknown): string | null => {
    const fault = problemsIn(error).find(({ path }) => path[0] === 'rule');
    if (!fault) return null;
    // The server says what about it is wrong; its code says only that something is.
    const { path, message } = fault;
    const place = path.slice(1).join(' › ');
    return place ? t('groups.rule.fault', { message, place }) : message;
  };
};
