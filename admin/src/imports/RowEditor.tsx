import { Flex, Modal } from '@strapi/design-system';
import { Form, InputRenderer, useNotification, type FormHelpers } from '@strapi/strapi/admin';
import { useRef, useState, type RefObject } from 'react';
import type { ImportRow, RowReason } from '../../../contracts/imports';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { ModalActions } from '../ui/ModalActions';
import { useTranslate } from '../ui/translate';
import { useCorrectRow } from './api';
import { useValueName } from './columns';
import { unlessShown } from './reasons';
import { isRefused, type RefusedRow } from './status';

type Values = Record<string, string | null>;

/** Why a row is refused: by field, and what is about none of them. */
const useReasons = (names: string[]) => {
  const { describe } = useErrors();

  const textOf = (row: ImportRow, isAbout: (reason: RowReason) => boolean) =>
    row.reasons
      .filter(isAbout)
      .map((reason) => describe(unlessShown(reason, row)))
      .join(' ');

  return {
    errorsOf: (row: ImportRow): Record<string, string> =>
      Object.fromEntries(
        names
          .map((name) => [name, textOf(row, ({ field }) => field === name)])
          .filter(([, text]) => text !== ''),
      ),
    otherOf: (row: ImportRow): string =>
      textOf(row, ({ field }) => !names.some((name) => name === field)),
  };
};

type EditedProps = { id: string; names: string[]; row: RefusedRow; onDone: () => void };

const Edited = ({ id, names, row, onDone }: EditedProps) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const { errorsOf, otherOf } = useReasons(names);
  const { toggleNotification } = useNotification();
  const nameOf = useValueName();
  const [initial] = useState(() => ({
    values: Object.fromEntries(names.map((name) => [name, row.values[name] ?? ''])) as Values,
    errors: errorsOf(row),
  }));
  const [problem, setProblem] = useState(() => otherOf(row));
  const [correct] = useCorrectRow();

  const submit = async (edited: Values, { setErrors }: Pick<FormHelpers<Values>, 'setErrors'>) => {
    const values = Object.fromEntries(names.map((name) => [name, edited[name]?.trim() ?? '']));
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
              {names.map((name) => (
                <InputRenderer
                  key={name}
                  type={name === 'message' ? 'text' : 'string'}
                  name={name}
                  label={nameOf(name)}
                  autoComplete="off"
                />
              ))}
            </Flex>
          </Modal.Body>
          <ModalActions label={t('form.save')} isBusy={isSubmitting} />
        </>
      )}
    </Form>
  );
};

type RowEditorProps = {
  /** Of the import. */
  id: string;
  /** Names of the values that each row has. */
  values: string[];
  /** The row to be put right; null: none. */
  row: RefusedRow | null;
  /** Where the focus goes on when the row is right: its button is gone then. */
  after: RefObject<HTMLElement>;
  onClose: () => void;
};

/** A refused row, put right before the start. */
export const RowEditor = ({ id, values, row, after, onClose }: RowEditorProps) => {
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
            names={values}
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
