import {
  Filters,
  InputRenderer,
  deepEncodeQueryValues,
  useQueryParams,
  withEncodedUserParams,
} from '@strapi/strapi/admin';
import { useEffect } from 'react';
import { useIntl } from 'react-intl';
import type { UrlQuery } from './listQuery';

export type ListFilter = {
  name: string;
  label: string;
  options: { value: string; label: string }[];
};

// With an input of its own Strapi shows an option's label in the tag of a filter, not its value.
const OptionInput = ({ name, options = [], 'aria-label': label }: Filters.ValueInputProps) => (
  <InputRenderer
    type="enumeration"
    name={name}
    aria-label={label}
    options={options.map((option) =>
      typeof option === 'string' ? { value: option, label: option } : option,
    )}
  />
);

/** Our lists take one value for a field: of two filters on it, the one set last stays. */
const useOneFilterPerField = () => {
  const [{ query }, setQuery] = useQueryParams<UrlQuery>();

  useEffect(() => {
    const filters = query.filters?.$and ?? [];
    const last = new Map(filters.map((filter, index) => [Object.keys(filter)[0], index]));
    if (last.size === filters.length) return;
    const $and = filters.filter((filter, index) => last.get(Object.keys(filter)[0]) === index);
    setQuery(
      withEncodedUserParams(query, { filters: deepEncodeQueryValues({ $and }) }),
      'push',
      true,
    );
  }, [query, setQuery]);
};

export const ListFilters = ({ filters }: { filters: ListFilter[] }) => {
  const { formatMessage } = useIntl();
  useOneFilterPerField();

  const operators = [
    {
      value: '$eq',
      label: formatMessage({
        id: 'components.FilterOptions.FILTER_TYPES.$eq',
        defaultMessage: 'is',
      }),
    },
  ];

  return (
    <Filters.Root
      options={filters.map((filter) => ({
        ...filter,
        type: 'custom',
        input: OptionInput,
        operators,
      }))}
    >
      <Filters.Trigger />
      <Filters.Popover />
      <Filters.List />
    </Filters.Root>
  );
};
