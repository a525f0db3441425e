import { Box, Typography } from '@strapi/design-system';
import { useMemo } from 'react';
import type { Rule } from '../../../../contracts/groups';
import { useErrors } from '../../ui/errors';
import { Note } from '../../ui/Note';
import { useTranslate } from '../../ui/translate';
import { useDebounced } from '../../ui/useDebounced';
import { useRuleCount } from '../api';
import { useRuleFault } from './useRuleFault';

/** Time without a change after which people are counted anew, in ms. */
const TYPING = 400;

/** How many people a rule fits at this moment; null: it is not complete. */
export const RuleCount = ({ rule }: { rule: Rule | null }) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const faultOf = useRuleFault();
  const text = useDebounced(rule ? JSON.stringify(rule) : null, TYPING);
  const settled = useMemo(() => (text ? (JSON.parse(text) as Rule) : null), [text]);
  const { currentData, error, isFetching } = useRuleCount(settled ?? {}, {
    skip: !settled || !rule,
  });

  if (rule && error && !isFetching) {
    return (
      <Note variant="danger" title={t('groups.rule.refused')}>
        {faultOf(error) ?? describeError(error)}
      </Note>
    );
  }

  const told = () => {
    if (!rule) return t('groups.rule.incomplete');
    return currentData === undefined
      ? t('groups.rule.counting')
      : t('groups.rule.count', { count: currentData });
  };
  return (
    <Box background="neutral100" hasRadius padding={3} aria-busy={isFetching}>
      <Typography role="status" fontWeight="semiBold" textColor="neutral800">
        {told()}
      </Typography>
    </Box>
  );
};
