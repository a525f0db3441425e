import { Button, Flex, Typography } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import type { Import, ImportStatus } from '../../../contracts/imports';
import { Clamped } from '../ui/Clamped';
import { StatusBadge, type Tone } from '../ui/StatusBadge';
import { useTranslate, type Translate } from '../ui/translate';
import { When } from '../ui/When';
import { ReportButton } from './ReportButton';
import {
  countOf,
  hasEnded,
  isAtWork,
  isOfGroups,
  percentOf,
  phaseOf,
  refusedIn,
  reportedIn,
  tenseOf,
} from './status';

const TONES = {
  parsing: 'secondary',
  ready: 'primary',
  running: 'secondary',
  completed: 'success',
  cancelled: 'neutral',
  failed: 'danger',
  undone: 'neutral',
} as const satisfies Record<ImportStatus, Tone>;

/** A file that is still worked on, or that could not be read, has nothing to count yet. */
const hasCounts = (one: Import): boolean => !isAtWork(one.status) && one.totals.rows > 0;

const FileCell = ({ one }: { one: Import }) => {
  const t = useTranslate();

  return (
    <Flex direction="column" alignItems="flex-start" gap={1} paddingTop={2} paddingBottom={2}>
      <Clamped $lines={2} textColor="neutral800" fontWeight="semiBold" maxWidth="24rem">
        {one.fileName}
      </Clamped>
      {one.mode === 'replace' ? (
        <Typography variant="pi" textColor="neutral600">
          {t('imports.history.replace')}
        </Typography>
      ) : null}
    </Flex>
  );
};

const StatusCell = ({ one }: { one: Import }) => {
  const t = useTranslate();
  const { formatNumber } = useIntl();
  const percent = isAtWork(one.status) ? percentOf(one) : null;
  const shown = isAtWork(one.status) && phaseOf(one) === 'undoing' ? 'undoing' : one.status;

  return (
    <Flex gap={2}>
      <StatusBadge tone={TONES[one.status]}>{t(`imports.status.${shown}`)}</StatusBadge>
      {percent === null ? null : (
        <Typography textColor="neutral800">
          {formatNumber(percent / 100, { style: 'percent' })}
        </Typography>
      )}
    </Flex>
  );
};

/** How many rows have which outcome, in short. */
const countsOf = (t: Translate, one: Import): string =>
  isOfGroups(one)
    ? t(`imports.history.${tenseOf(one)}.groups`, {
        verified: countOf(one, 'verified'),
        others: reportedIn(one),
      })
    : t(`imports.history.${tenseOf(one)}`, {
        invited: countOf(one, 'invited'),
        added: countOf(one, 'added'),
        refused: refusedIn(one),
        removed: countOf(one, 'removed'),
      });

type HistoryRowProps = { one: Import; isCurrent: boolean; onOpen: () => void };

export const HistoryRow = ({ one, isCurrent, onOpen }: HistoryRowProps) => {
  const t = useTranslate();
  const verb = one.status === 'ready' ? 'resume' : 'open';

  return (
    <Table.Row>
      <Table.Cell>
        <FileCell one={one} />
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">{one.createdBy ?? '–'}</Typography>
      </Table.Cell>
      <Table.Cell>
        <When value={one.createdAt} />
      </Table.Cell>
      <Table.Cell>
        <StatusCell one={one} />
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800" style={{ whiteSpace: 'nowrap' }}>
          {hasCounts(one) ? countsOf(t, one) : '–'}
        </Typography>
      </Table.Cell>
      <Table.Cell>
        <Flex gap={2} justifyContent="flex-end">
          {hasEnded(one.status) ? <ReportButton of={one} short /> : null}
          <Button
            variant="tertiary"
            size="S"
            disabled={isCurrent}
            aria-label={t(`imports.history.${verb}File`, { file: one.fileName })}
            onClick={onOpen}
          >
            {t(`imports.history.${verb}`)}
          </Button>
        </Flex>
      </Table.Cell>
    </Table.Row>
  );
};
