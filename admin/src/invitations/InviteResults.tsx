import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';
import { styled } from 'styled-components';
import type { InviteOutcome, InviteResult } from '../../../contracts/invitations';
import { Count, Counts } from '../ui/Counts';
import { useErrors } from '../ui/errors';
import { Pager } from '../ui/Pager';
import { Panel } from '../ui/Panel';
import { useInvitationRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useCopyLinkOf } from './useCopyLinkOf';

const PAGE_SIZE = 20;

const OUTCOMES = [
  'invited',
  'added',
  'already_invited',
  'already_participant',
  'duplicate',
  'invalid',
] as const satisfies InviteOutcome[];

const Rows = styled.ul`
  & > li {
    padding: ${({ theme }) => `${theme.spaces[2]} 0`};
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
    overflow-wrap: anywhere;
  }
`;

const Result = ({ result }: { result: InviteResult }) => {
  const t = useTranslate();
  const { describe } = useErrors();
  const { canLink, canRead } = useInvitationRights();
  const { copyLinkOf, isCopying } = useCopyLinkOf();
  const { email, outcome, reason, message } = result;
  const isOpen = outcome === 'invited' || outcome === 'already_invited';

  return (
    <Flex tag="li" justifyContent="space-between" gap={4} wrap="wrap">
      <Box>
        <Typography tag="p" textColor="neutral800" fontWeight="semiBold">
          {email}
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {outcome === 'invalid'
            ? describe({ code: reason, message })
            : t(`invitations.outcome.${outcome}`)}
        </Typography>
      </Box>
      {isOpen && canLink && canRead ? (
        <Button
          size="S"
          variant="tertiary"
          loading={isCopying}
          disabled={isCopying}
          aria-label={t('invitations.link.copyOf', { name: email })}
          onClick={() => copyLinkOf(email)}
        >
          {t('invitations.link.show.address')}
        </Button>
      ) : null}
    </Flex>
  );
};

type InviteResultsProps = { results: InviteResult[]; onClose: () => void };

/** What became of each address. */
export const InviteResults = ({ results, onClose }: InviteResultsProps) => {
  const t = useTranslate();
  const [shown, setShown] = useState<InviteOutcome | null>(null);
  const [page, setPage] = useState(1);
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    region.current?.focus();
  }, [results]);

  const of = (outcome: InviteOutcome) => results.filter((result) => result.outcome === outcome);
  const matching = shown ? of(shown) : results;
  const pageCount = Math.ceil(matching.length / PAGE_SIZE);
  const show = (outcome: InviteOutcome | null) => {
    setShown(outcome);
    setPage(1);
  };

  return (
    <Box ref={region} tabIndex={-1} style={{ outline: 'none' }}>
      <Panel title={t('invitations.results')}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Counts label={t('invitations.results.counts')}>
            <Count
              label={t('invitations.results.all')}
              count={results.length}
              isShown={shown === null}
              onShow={() => show(null)}
            />
            {OUTCOMES.filter((outcome) => of(outcome).length > 0).map((outcome) => (
              <Count
                key={outcome}
                label={t(`invitations.results.${outcome}`)}
                count={of(outcome).length}
                isShown={shown === outcome}
                onShow={() => show(outcome)}
              />
            ))}
          </Counts>
          <Rows>
            {matching.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((result, index) => (
              <Result key={`${result.email} ${index}`} result={result} />
            ))}
          </Rows>
          <Pager
            label={t('invitations.results.pages')}
            pagination={{ page, pageSize: PAGE_SIZE, pageCount, total: matching.length }}
            onPage={setPage}
          />
          <Flex justifyContent="flex-end">
            <Button variant="tertiary" onClick={onClose}>
              {t('form.close')}
            </Button>
          </Flex>
        </Flex>
      </Panel>
    </Box>
  );
};
