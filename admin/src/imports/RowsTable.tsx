import { Flex, IconButton, Th, Typography, VisuallyHidden } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import type { ImportRow, RowOutcome } from '../../../contracts/imports';
import { Clamped } from '../ui/Clamped';
import { useErrors } from '../ui/errors';
import { HeaderCell } from '../ui/HeaderCell';
import { StatusBadge, type Tone } from '../ui/StatusBadge';
import { useTranslate } from '../ui/translate';
import { unlessShown } from './reasons';
import { isRefused, type RefusedRow } from './status';

const TONES = {
  invited: 'primary',
  added: 'success',
  already_invited: 'neutral',
  already_participant: 'neutral',
  duplicate: 'warning',
  invalid: 'danger',
  removed: 'secondary',
} as const satisfies Record<RowOutcome, Tone>;

const Cell = ({ children }: { children: string | undefined }) => (
  <Clamped textColor="neutral800" minWidth="12rem" maxWidth="32rem">
    {children || '–'}
  </Clamped>
);

type Tense = 'expected' | 'outcome';

const Outcome = ({ row, tense }: { row: ImportRow; tense: Tense }) => {
  const t = useTranslate();

  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {row.outcome ? (
        <StatusBadge tone={TONES[row.outcome]}>{t(`imports.${tense}.${row.outcome}`)}</StatusBadge>
      ) : null}
      {row.expected ? (
        <Typography variant="pi" textColor="neutral600">
          {t('imports.row.expected', { outcome: t(`imports.expected.${row.expected}`) })}
        </Typography>
      ) : null}
    </Flex>
  );
};

type RowProps = { row: ImportRow; tense: Tense; onCorrect?: (row: RefusedRow) => void };

const Row = ({ row, tense, onCorrect }: RowProps) => {
  const t = useTranslate();
  const { describe } = useErrors();

  return (
    <Table.Row>
      <Table.Cell>
        <Typography textColor="neutral600">{row.line ?? '–'}</Typography>
      </Table.Cell>
      <Table.Cell>
        <Cell>{row.values.email}</Cell>
      </Table.Cell>
      <Table.Cell>
        <Cell>{row.values.name}</Cell>
      </Table.Cell>
      <Table.Cell>
        <Outcome row={row} tense={tense} />
      </Table.Cell>
      <Table.Cell>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          {row.reasons.map((reason, index) => (
            <Typography
              key={index}
              textColor="neutral800"
              display="block"
              minWidth="22rem"
              style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
            >
              {describe(unlessShown(reason, row))}
            </Typography>
          ))}
        </Flex>
      </Table.Cell>
      {onCorrect ? (
        <Table.Cell>
          {isRefused(row) ? (
            <IconButton
              variant="ghost"
              label={t('imports.row.correct', { line: row.line })}
              onClick={() => onCorrect(row)}
            >
              <Pencil />
            </IconButton>
          ) : null}
        </Table.Cell>
      ) : null}
    </Table.Row>
  );
};

type RowsTableProps = {
  rows: ImportRow[];
  tense: Tense;
  /** Only before the start. */
  onCorrect?: (row: RefusedRow) => void;
};

export const RowsTable = ({ rows, tense, onCorrect }: RowsTableProps) => {
  const t = useTranslate();
  const headers = (['line', 'email', 'name', 'outcome', 'reasons'] as const).map((name) => ({
    name,
    label: t(`imports.row.${name}`),
    sortable: false,
  }));
  // Those who were removed stand on no line of the file.
  const keyed = rows.map((row, index) => ({
    ...row,
    id: row.line ?? `removed-${index}`,
  }));

  return (
    <Table.Root
      rows={keyed}
      headers={onCorrect ? [...headers, { name: 'actions', label: '', sortable: false }] : headers}
    >
      <Table.Content>
        <Table.Head>
          {headers.map((header) => (
            <HeaderCell key={header.name} {...header} />
          ))}
          {onCorrect ? (
            <Th>
              <VisuallyHidden>{t('table.actions')}</VisuallyHidden>
            </Th>
          ) : null}
        </Table.Head>
        <Table.Empty content={t('imports.row.none')} />
        <Table.Body>
          {keyed.map((row) => (
            <Row key={row.id} row={row} tense={tense} onCorrect={onCorrect} />
          ))}
        </Table.Body>
      </Table.Content>
    </Table.Root>
  );
};
