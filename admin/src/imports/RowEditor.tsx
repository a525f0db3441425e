import { Button, Flex, Modal } from '@strapi/design-system';
import { Form, InputRenderer, useNotification, type FormHelpers } from '@strapi/strapi/admin';
import { useRef, useState, type RefObject } from 'react';
import type { ImportRow, RowReason } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { useTranslate } from '../ui/translate';
import { useCorrectRow } from './api';
import { unlessShown } from './reasons';
import { isRefused, type RefusedRow } from './status';

const FIELDS = ['email', 'name'] as const;
type Values = Record<(typeof FIELDS)[number], string | null>;

const valuesOf = ({ values }: ImportRow): Values => ({
  email: values.email ?? '',
  name: values.name ?? '',
});

/** Why a row is refused: by field, and what is about none of them. */
const useReasons = () => {
  const { describe } = useErrors();

  const textOf = (row: ImportRow, isAbout: (reason: RowReason) => boolean) =>
    row.reasons
      .filter(isAbout)
      .map((reason) => describe(unlessShown(reason, row)))
      .join(' ');

  return {
    errorsOf: (row: ImportRow): Partial<Record<keyof Values, string>> =>
      Object.fromEntries(
        FIELDS.map((name) => [name, textOf(row, ({ field }) => field === name)]).filter(
          ([, text]) => text !== '',
        ),
      ),
    otherOf: (row: ImportRow): string =>
      textOf(row, ({ field }) => !FIELDS.some((name) => name === field)),
  };
};

type EditedProps = { id: string; row: RefusedRow; onDone: () => void };

const Edited = ({ id, row, onDone }: EditedProps) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const { errorsOf, otherOf } = useReasons();
  const { toggleNotification } = useNotification();
  const [initial] = useState(() => ({ values: valuesOf(row), errors: errorsOf(row) }));
  const [problem, setProblem] = useState(() => otherOf(row));
  const [correct] = useCorrectRow();

  const submit = async (
    { email, name }: Values,
    { setErrors }: Pick<FormHelpers<Values>, 'setErrors'>,
  ) => {
    const values = { email: email?.trim() ?? '', name: name?.trim() ?? '' };
    const result = await correct({ id, line: row.line, values });
    if ('error' in result) return setProblem(describeError(result.error));
    if (isRefused(result.data)) {
      setErrors(errorsOf(result.data));
      return setProblem(otherOf(result.data));
    }
    toggleNotification({
      type: 'success',
      message: t('imports.correct.done', { line: row.line }),
    });
    onDone();
  };

  return (
    <Form<Values>
      method="PUT"
      initialValues={initial.values}
      initialErrors={initial.errors}
      onSubmit={submit}
    >
      {({ isSubmitting }) => (
        <>
          <Modal.Header closeLabel={t('form.close')}>
            <Modal.Title>{t('imports.correct', { line: row.line })}</Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={5}>
              {problem ? <Note variant="danger">{problem}</Note> : null}
              {FIELDS.map((name) => (
                <InputRenderer
                  key={name}
                  type="string"
                  name={name}
                  label={t(`imports.row.${name}`)}
                  autoComplete="off"
                />
              ))}
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Modal.Close>
              <Button variant="tertiary">{t('form.cancel')}</Button>
            </Modal.Close>
            <Button type="submit" loading={isSubmitting} disabled={isSubmitting}>
              {t('form.save')}
            </Button>
          </Modal.Footer>
        </>
      )}
    </Form>
  );
};

type RowEditorProps = {
  /** Of the import. */
  id: string;
  /** The row to be put right; null: none. */
  row: RefusedRow | null;
  /** Where the focus goes on when the row is right: its button is gone then. */
  after: RefObject<HTMLElement>;
  onClose: () => void;
};

/** A refused row, put right before the start. */
export const RowEditor = ({ id, row, after, onClose }: RowEditorProps) => {
  const opener = useRef<Element | null>(null);
  const isDone = useRef(false);

  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    const target = isDone.current || !opener.current?.isConnected ? after.current : opener.current;
    if (target instanceof HTMLElement) target.focus();
  };

  return (
    <Modal.Root open={row !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {row ? (
        <Modal.Content
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
            isDone.current = false;
          }}
          onCloseAutoFocus={giveFocusBack}
        >
          <Edited
            id={id}
            row={row}
            onDone={() => {
              isDone.current = true;
              onClose();
            }}
          />
        </Modal.Content>
      ) : null}
    </Modal.Root>
  );
};
