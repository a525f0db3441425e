import { Box, Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { styled } from 'styled-components';
import type { Detected, ImportKind } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { useTranslate } from '../ui/translate';
import { useImportKind, useReadAgain } from './api';
import { ColumnCard } from './ColumnCard';
import { choiceOf, useColumnTexts, withField } from './columns';

const Cards = styled(Box)`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr));
  gap: ${({ theme }) => theme.spaces[3]};
`;

type ColumnFormProps = { id: string; kind: ImportKind; detected: Detected };

/** What each column is used for, to be put right; the file is then read again. */
export const ColumnForm = ({ id, kind, detected }: ColumnFormProps) => {
  const t = useTranslate();
  const { nameOf } = useColumnTexts();
  const { describeError } = useErrors();
  const fields = useImportKind(kind).data?.fields ?? [];
  const [{ header, columns }, setChoice] = useState(() => choiceOf(detected));
  const [readAgain, { isLoading, error }] = useReadAgain();
  const isChanged = JSON.stringify({ header, columns }) !== JSON.stringify(choiceOf(detected));

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Checkbox
        checked={header}
        disabled={isLoading}
        onCheckedChange={(checked) => setChoice({ header: checked === true, columns })}
      >
        {t('imports.columns.header')}
      </Checkbox>
      <Cards tag="ul">
        {detected.columns.map((column, index) => (
          <ColumnCard
            key={index}
            name={nameOf(column, index)}
            samples={column.samples}
            field={columns[index] ?? null}
            fields={fields.map(({ name }) => name)}
            disabled={isLoading}
            onField={(field) => setChoice({ header, columns: withField(columns, index, field) })}
          />
        ))}
      </Cards>
      {error && !isLoading ? <Note variant="danger">{describeError(error)}</Note> : null}
      <Flex gap={4} wrap="wrap">
        {isChanged ? (
          <Button
            variant="secondary"
            loading={isLoading}
            disabled={isLoading}
            onClick={() => readAgain({ id, use: { header, columns } })}
          >
            {t('imports.columns.readAgain')}
          </Button>
        ) : null}
        <Typography variant="pi" textColor="neutral600">
          {t('imports.columns.asInFile')} {header ? t('imports.columns.remembered') : null}
        </Typography>
      </Flex>
    </Flex>
  );
};
