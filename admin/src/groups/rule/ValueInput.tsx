import {
  DatePicker,
  Field,
  MultiSelect,
  MultiSelectOption,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  VisuallyHidden,
} from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { RuleField } from '../../../../contracts/groups';
import { dayOf } from '../../invitations/lastDay';
import { useTranslate } from '../../ui/translate';
import { isList, isPresence } from './operators';
import type { Condition } from './ruleForm';

type ValueInputProps = {
  condition: Condition;
  field: RuleField;
  /** Something is missing, and was asked for. */
  isMissing: boolean;
  disabled: boolean;
  onChange: (values: string[]) => void;
};

type Option = { value: string; label: string };

/** What can be chosen; what was chosen once and is gone since keeps its own name. */
const optionsOf = ({ values = [] }: RuleField, chosen: string[]): Option[] => {
  const gone = chosen.filter((value) => value && !values.some((option) => option.value === value));
  return [...values, ...gone.map((value) => ({ value, label: value }))];
};

const Choice = ({
  options,
  value,
  disabled,
  onChange,
}: Pick<ValueInputProps, 'disabled' | 'onChange'> & { options: Option[]; value: string }) => {
  const t = useTranslate();

  return (
    <SingleSelect
      value={value}
      placeholder={t('groups.rule.choose')}
      disabled={disabled}
      onChange={(chosen) => onChange([String(chosen)])}
    >
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

const Input = ({ condition, field, disabled, onChange }: ValueInputProps) => {
  const t = useTranslate();
  const { formatList } = useIntl();
  const { operator, values } = condition;
  const value = values[0] ?? '';

  if (isList(operator)) {
    const options = optionsOf(field, values);
    return (
      <MultiSelect
        // Not as tags: their buttons have no name.
        customizeContent={(chosen) =>
          formatList(
            (chosen ?? []).map(
              (one) => options.find((option) => option.value === one)?.label ?? one,
            ),
          )
        }
        value={values}
        placeholder={t('groups.rule.choose')}
        disabled={disabled}
        onChange={onChange}
      >
        {options.map((option) => (
          <MultiSelectOption key={option.value} value={option.value}>
            {option.label}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    );
  }

  switch (field.type) {
    case 'boolean':
      return (
        <Choice
          options={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
          value={value}
          disabled={disabled}
          onChange={onChange}
        />
      );
    case 'enumeration':
    case 'relation':
      return (
        <Choice
          options={optionsOf(field, values)}
          value={value}
          disabled={disabled}
          onChange={onChange}
        />
      );
    case 'date':
      return (
        <DatePicker
          // It takes days as they are in UTC, and gives them as they are here.
          value={value ? new Date(value) : undefined}
          clearLabel={t('groups.rule.clear')}
          disabled={disabled}
          onChange={(date) => onChange(date ? [dayOf(date)] : [])}
          onClear={() => onChange([])}
        />
      );
    default:
      return (
        <TextInput
          value={value}
          inputMode={field.type === 'number' ? 'decimal' : 'text'}
          autoComplete="off"
          disabled={disabled}
          onChange={(event) => onChange([event.target.value])}
        />
      );
  }
};

/** What a field is compared with; nothing where it is only asked whether there is something. */
export const ValueInput = (props: ValueInputProps) => {
  const t = useTranslate();
  const { condition, field, isMissing } = props;
  if (isPresence(condition.operator)) return null;
  const error = t(field.type === 'number' ? 'groups.rule.noNumber' : 'groups.rule.missing');

  return (
    <Field.Root name={`value-${condition.id}`} error={isMissing ? error : undefined}>
      <VisuallyHidden>
        <Field.Label>{t('groups.rule.value')}</Field.Label>
      </VisuallyHidden>
      <Input {...props} />
      <Field.Error />
    </Field.Root>
  );
};
