import { Box, Flex, Typography } from '@strapi/design-system';
import { useEffect, useRef } from 'react';
import { styled } from 'styled-components';
import type { MemberResult } from '../../../contracts/groups';
import { useErrors } from '../ui/errors';
import { StatusBadge, type Tone } from '../ui/StatusBadge';
import { useTranslate } from '../ui/translate';

const TONES = {
  added: 'success',
  already_member: 'neutral',
  invited: 'primary',
  already_invited: 'neutral',
  duplicate: 'warning',
  invalid: 'danger',
} as const satisfies Record<MemberResult['outcome'], Tone>;

const Rows = styled.ul`
  & > li {
    padding: ${({ theme }) => `${theme.spaces[2]} 0`};
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
    overflow-wrap: anywhere;
  }
`;

/** What became of each of those who were to be added. */
export const MemberResults = ({ results }: { results: MemberResult[] }) => {
  const t = useTranslate();
  const { describe } = useErrors();
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    region.current?.focus();
  }, [results]);
  const isNew = ({ outcome }: MemberResult) => outcome === 'added' || outcome === 'invited';

  return (
    <Box ref={region} tabIndex={-1} style={{ outline: 'none' }}>
      <Typography tag="p" role="status" textColor="neutral800" paddingBottom={3}>
        {t('groups.members.results', { count: results.filter(isNew).length })}
      </Typography>
      <Rows aria-label={t('groups.members.results.list')}>
        {results.map((result, index) => (
          <Flex
            key={`${result.email} ${index}`}
            tag="li"
            justifyContent="space-between"
            gap={3}
            wrap="wrap"
          >
            <Box>
              <Typography tag="p" textColor="neutral800">
                {result.email}
              </Typography>
              {result.outcome === 'invalid' ? (
                <Typography tag="p" variant="pi" textColor="neutral600">
                  {describe({ code: result.reason, message: result.message })}
                </Typography>
              ) : null}
            </Box>
            <StatusBadge tone={TONES[result.outcome]}>
              {t(`groups.members.outcome.${result.outcome}`)}
            </StatusBadge>
          </Flex>
        ))}
      </Rows>
    </Box>
  );
};
