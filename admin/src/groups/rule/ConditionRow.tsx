import {
  Box,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  VisuallyHidden,
} from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';
import type { RuleField } from '../../../../contracts/groups';
import { useTranslate } from '../../ui/translate';
import { isList, operatorOf, operatorsFor, wordOf, type Operator } from './operators';
import { newCondition, type Condition } from './ruleForm';
import { useFieldName } from './useFieldName';
import { ValueInput } from './ValueInput';

const Room = styled(Box)`
  container-type: inline-size;
  flex: 1;
  min-width: 0;
`;

/** Below each other, in two lines, or side by side, as there is room. */
const Inputs = styled(Box)`
  display: grid;
  gap: ${({ theme }) => theme.spaces[2]};

  @container (width >= 320px) {
    grid-template-columns: repeat(2, minmax(0, 1fr));

    & > :nth-child(3) {
      grid-column: 1 / -1;
    }
  }

  @container (width >= 600px) {
    grid-template-columns: repeat(3, minmax(0, 1fr));

    & > :nth-child(3) {
      grid-column: auto;
    }
  }
`;

const Labelled = ({
  name,
  label,
  children,
}: {
  name: string;
  label: string;
  children: ReactNode;
}) => (
  <Field.Root name={name}>
    <VisuallyHidden>
      <Field.Label>{label}</Field.Label>
    </VisuallyHidden>
    {children}
  </Field.Root>
);

type ConditionRowProps = {
  /** What it is called among its neighbours. */
  label: string;
  condition: Condition;
  fields: readonly RuleField[];
  isMissing: boolean;
  disabled: boolean;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
};

/** One question of a rule. */
export const ConditionRow = ({
  label,
  condition,
  fields,
  isMissing,
  disabled,
  onChange,
  onRemove,
}: ConditionRowProps) => {
  const t = useTranslate();
  const nameOf = useFieldName();
  const field = fields.find(({ name }) => name === condition.field);
  const type = field?.type ?? 'string';

  const setField = (name: string) => onChange({ ...newCondition(fields, name), id: condition.id });
  const setOperator = (name: string) => {
    const operator: Operator = operatorOf(type, name) ?? condition.operator;
    const keeps = isList(operator) === isList(condition.operator);
    const [first] = condition.values;
    // One value is a list of one, and the other way round.
    const values = keeps ? condition.values : first ? [first] : [];
    onChange({ ...condition, operator, values });
  };

  return (
    <Flex role="group" aria-label={label} gap={2} alignItems="flex-start">
      <Room>
        <Inputs>
          <Labelled name={`field-${condition.id}`} label={t('groups.rule.field')}>
            <SingleSelect
              value={condition.field}
              disabled={disabled}
              onChange={(name) => setField(String(name))}
            >
              {fields.map(({ name }) => (
                <SingleSelectOption key={name} value={name}>
                  {nameOf(name)}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Labelled>
          <Labelled name={`operator-${condition.id}`} label={t('groups.rule.operator')}>
            <SingleSelect
              value={condition.operator}
              disabled={disabled}
              onChange={(name) => setOperator(String(name))}
            >
              {operatorsFor(type, condition.operator).map((operator) => (
                <SingleSelectOption key={operator} value={operator}>
                  {t(`groups.rule.operator.${wordOf(type, operator)}`)}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Labelled>
          {field ? (
            <ValueInput
              condition={condition}
              field={field}
              isMissing={isMissing}
              disabled={disabled}
              onChange={(values) => onChange({ ...condition, values })}
            />
          ) : null}
        </Inputs>
      </Room>
      {disabled ? null : (
        <IconButton label={t('groups.rule.remove', { label })} variant="ghost" onClick={onRemove}>
          <Trash />
        </IconButton>
      )}
    </Flex>
  );
};
