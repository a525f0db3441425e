import { Box, Button, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useRef } from 'react';
import type { RuleField } from '../../../../contracts/groups';
import { useTranslate } from '../../ui/translate';
import { ConditionRow } from './ConditionRow';
import {
  isBlock,
  newBlock,
  newCondition,
  type Block,
  type Condition,
  type Match,
  type RuleForm,
} from './ruleForm';

type Common = {
  fields: readonly RuleField[];
  /** Ids of the conditions that something is missing of, once that was asked for. */
  missing: number[];
  disabled: boolean;
};

const MATCHES = ['all', 'any'] as const satisfies Match[];

type MatchSelectProps = {
  name: string;
  label: string;
  value: Match;
  disabled: boolean;
  onChange: (match: Match) => void;
};

const MatchSelect = ({ name, label, value, disabled, onChange }: MatchSelectProps) => {
  const t = useTranslate();

  return (
    <Box maxWidth="32rem">
      <Field.Root name={name}>
        <Field.Label>{label}</Field.Label>
        <SingleSelect
          value={value}
          disabled={disabled}
          onChange={(match) => onChange(match === 'any' ? 'any' : 'all')}
        >
          {MATCHES.map((match) => (
            <SingleSelectOption key={match} value={match}>
              {t(`groups.rule.match.${match}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </Box>
  );
};

/** The parts with one of them changed; null: left out. */
const withPart = <Part extends { id: number }>(
  parts: Part[],
  id: number,
  next: Part | null,
): Part[] => parts.flatMap((part) => (part.id === id ? (next ?? []) : part));

type BlockBoxProps = Common & {
  /** What it is called among its neighbours. */
  label: string;
  block: Block;
  onChange: (block: Block) => void;
  onRemove: () => void;
};

/** Conditions that count as one. */
const BlockBox = ({ label, block, onChange, onRemove, ...common }: BlockBoxProps) => {
  const t = useTranslate();
  const adder = useRef<HTMLButtonElement>(null);
  const { conditions } = block;

  const change = (id: number, next: Condition | null) =>
    onChange({ ...block, conditions: withPart(conditions, id, next) });
  const remove = (id: number) => {
    if (conditions.length === 1) return onRemove();
    change(id, null);
    // Its own button is gone.
    adder.current?.focus();
  };

  return (
    <Box
      role="group"
      aria-label={label}
      borderColor="neutral200"
      background="neutral100"
      hasRadius
      padding={4}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <MatchSelect
          name={`match-${block.id}`}
          label={t('groups.rule.block.match')}
          value={block.match}
          disabled={common.disabled}
          onChange={(match) => onChange({ ...block, match })}
        />
        {conditions.map((condition, index) => (
          <ConditionRow
            key={condition.id}
            label={t('groups.rule.block.condition', { number: index + 1, block: label })}
            condition={condition}
            fields={common.fields}
            isMissing={common.missing.includes(condition.id)}
            disabled={common.disabled}
            onChange={(next) => change(condition.id, next)}
            onRemove={() => remove(condition.id)}
          />
        ))}
        {common.disabled ? null : (
          <Flex gap={2} wrap="wrap">
            <Button
              ref={adder}
              size="S"
              variant="tertiary"
              startIcon={<Plus />}
              onClick={() =>
                onChange({ ...block, conditions: [...conditions, newCondition(common.fields)] })
              }
            >
              {t('groups.rule.add')}
            </Button>
            <Button size="S" variant="danger-light" onClick={onRemove}>
              {t('groups.rule.block.remove')}
            </Button>
          </Flex>
        )}
      </Flex>
    </Box>
  );
};

type RuleBuilderProps = Common & { form: RuleForm; onChange: (form: RuleForm) => void };

/** A rule put together from questions about people. */
export const RuleBuilder = ({ form, onChange, ...common }: RuleBuilderProps) => {
  const t = useTranslate();
  const adder = useRef<HTMLButtonElement>(null);
  const { match, parts } = form;

  const setParts = (next: RuleForm['parts']) => onChange({ ...form, parts: next });
  const remove = (id: number) => {
    setParts(withPart(parts, id, null));
    adder.current?.focus();
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <MatchSelect
        name="match"
        label={t('groups.rule.match')}
        value={match}
        disabled={common.disabled}
        onChange={(next) => onChange({ ...form, match: next })}
      />
      {parts.map((part, index) =>
        isBlock(part) ? (
          <BlockBox
            key={part.id}
            label={t('groups.rule.block', { number: index + 1 })}
            block={part}
            onChange={(next) => setParts(withPart(parts, part.id, next))}
            onRemove={() => remove(part.id)}
            {...common}
          />
        ) : (
          <ConditionRow
            key={part.id}
            label={t('groups.rule.condition', { number: index + 1 })}
            condition={part}
            fields={common.fields}
            isMissing={common.missing.includes(part.id)}
            disabled={common.disabled}
            onChange={(next) => setParts(withPart(parts, part.id, next))}
            onRemove={() => remove(part.id)}
          />
        ),
      )}
      {common.disabled ? null : (
        <Flex gap={2} wrap="wrap">
          <Button
            ref={adder}
            size="S"
            variant="secondary"
            startIcon={<Plus />}
            onClick={() => setParts([...parts, newCondition(common.fields)])}
          >
            {t('groups.rule.add')}
          </Button>
          <Button
            size="S"
            variant="tertiary"
            startIcon={<Plus />}
            // Of the same kind it would say nothing new.
            onClick={() =>
              setParts([...parts, newBlock(common.fields, match === 'all' ? 'any' : 'all')])
            }
          >
            {t('groups.rule.block.add')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
};
