import { Flex, IconButton, Th, Typography, VisuallyHidden } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import type { ImportKind, ImportRow, RowOutcome } from '../../../contracts/imports';
import { Clamped } from '../ui/Clamped';
import { useErrors } from '../ui/errors';
import { HeaderCell } from '../ui/HeaderCell';
import { StatusBadge, type Tone } from '../ui/StatusBadge';
import { useTranslate } from '../ui/translate';
import { useValueName } from './columns';
import { unlessShown } from './reasons';
import { isRefused, type RefusedRow } from './status';
import { useOutcomeText } from './useOutcomeText';

const TONES = {
  invited: 'primary',
  added: 'success',
  already_invited: 'neutral',
  already_participant: 'neutral',
  duplicate: 'warning',
  invalid: 'danger',
  removed: 'secondary',
  verified: 'success',
  already_verified: 'neutral',
  unconfirmed: 'warning',
  rejected: 'danger',
  unknown: 'danger',
} as const satisfies Record<RowOutcome, Tone>;

const Cell = ({ children }: { children: string | undefined }) => (
  <Clamped textColor="neutral800" minWidth="12rem" maxWidth="32rem">
    {children || '–'}
  </Clamped>
);

/** Who a row is about comes first; what else it says stands behind its outcome. */
const splitValues = (values: string[]) => {
  const isWho = (value: string) => value === 'email' || value === 'name';
  return {
    before: values.filter(isWho),
    after: values.filter((value) => !isWho(value)),
  };
};

type Tense = 'expected' | 'outcome';

type OutcomeProps = { row: ImportRow; tense: Tense; kind: ImportKind };

const Outcome = ({ row, tense, kind }: OutcomeProps) => {
  const t = useTranslate();
  const outcomeOf = useOutcomeText(kind);

  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {row.outcome ? (
        <StatusBadge tone={TONES[row.outcome]}>{outcomeOf(tense, row.outcome)}</StatusBadge>
      ) : null}
      {row.expected ? (
        <Typography variant="pi" textColor="neutral600">
          {t('imports.row.expected', { outcome: outcomeOf('expected', row.expected) })}
        </Typography>
      ) : null}
    </Flex>
  );
};

type RowProps = Pick<RowsTableProps, 'kind' | 'values' | 'tense' | 'onCorrect'> & {
  row: ImportRow;
};

const Row = ({ row, kind, values, tense, onCorrect }: RowProps) => {
  const t = useTranslate();
  const { describe } = useErrors();
  const { before, after } = splitValues(values);

  return (
    <Table.Row>
      <Table.Cell>
        <Typography textColor="neutral600">{row.line ?? '–'}</Typography>
      </Table.Cell>
      {before.map((value) => (
        <Table.Cell key={value}>
          <Cell>{row.values[value]}</Cell>
        </Table.Cell>
      ))}
      <Table.Cell>
        <Outcome row={row} tense={tense} kind={kind} />
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
      {after.map((value) => (
        <Table.Cell key={value}>
          <Cell>{row.values[value]}</Cell>
        </Table.Cell>
      ))}
    </Table.Row>
  );
};

type RowsTableProps = {
  rows: ImportRow[];
  kind: ImportKind;
  /** Names of the values that each row has. */
  values: string[];
  tense: Tense;
  /** Only before the start. */
  onCorrect?: (row: RefusedRow) => void;
};

export const RowsTable = ({ rows, kind, values, tense, onCorrect }: RowsTableProps) => {
  const t = useTranslate();
  const nameOf = useValueName();
  const { before, after } = splitValues(values);
  const headerOf = (value: string) => ({
    name: `value.${value}`,
    label: nameOf(value),
    sortable: false,
  });
  const headers = [
    { name: 'line', label: t('imports.row.line'), sortable: false },
    ...before.map(headerOf),
    { name: 'outcome', label: t('imports.row.outcome'), sortable: false },
    { name: 'reasons', label: t('imports.row.reasons'), sortable: false },
  ];
  const others = after.map(headerOf);
  // Those who were removed stand on no line of the file.
  const keyed = rows.map((row, index) => ({
    ...row,
    id: row.line ?? `removed-${index}`,
  }));

  return (
    <Table.Root
      rows={keyed}
      headers={[
        ...headers,
        ...(onCorrect ? [{ name: 'actions', label: '', sortable: false }] : []),
        ...others,
      ]}
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
          {others.map((header) => (
            <HeaderCell key={header.name} {...header} />
          ))}
        </Table.Head>
        <Table.Empty content={t('imports.row.none')} />
        <Table.Body>
          {keyed.map((row) => (
            <Row
              key={row.id}
              row={row}
              kind={kind}
              values={values}
              tense={tense}
              onCorrect={onCorrect}
            />
          ))}
        </Table.Body>
      </Table.Content>
    </Table.Root>
  );
};
