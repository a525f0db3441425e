import { Box, Flex, Typography } from '@strapi/design-system';
import { Cross, WarningCircle } from '@strapi/icons';
import { useState } from 'react';
import { styled } from 'styled-components';
import { useTranslate } from '../ui/translate';
import { writeEntry } from './addresses';
import type { Checked } from './people';

const Chip = styled(Flex)<{ $isWrong: boolean }>`
  max-width: 100%;
  border: 1px solid
    ${({ theme, $isWrong }) => ($isWrong ? theme.colors.danger600 : theme.colors.neutral200)};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $isWrong }) =>
    $isWrong ? theme.colors.danger100 : theme.colors.neutral100};
`;

const ChipButton = styled.button`
  display: inline-flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[1]};
  min-width: 2.4rem;
  min-height: 2.8rem;
  padding: ${({ theme }) => `0 ${theme.spaces[2]}`};
  border: 0;
  background: none;
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  text-align: start;
  overflow-wrap: anywhere;
  cursor: pointer;
`;

const Editor = styled.input`
  min-width: 24rem;
  max-width: 100%;
  padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]}`};
  border: 1px solid ${({ theme }) => theme.colors.primary600};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  color: ${({ theme }) => theme.colors.neutral800};
  font: inherit;
  font-size: ${({ theme }) => theme.fontSizes[2]};
`;

type AddressChipProps = Checked & {
  onCorrect: (text: string) => void;
  onRemove: () => void;
};

/** An address that was recognised, with its problem; pressed, it can be corrected. */
export const AddressChip = ({ person, problem, onCorrect, onRemove }: AddressChipProps) => {
  const t = useTranslate();
  const [draft, setDraft] = useState<string | null>(null);
  const text = writeEntry(person);

  if (draft !== null) {
    const finish = () => {
      setDraft(null);
      if (draft !== text) onCorrect(draft);
    };
    return (
      <li>
        <Editor
          autoFocus
          value={draft}
          aria-label={t('invitations.address.correct', { address: text })}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              finish();
            }
            if (event.key === 'Escape') setDraft(null);
          }}
        />
      </li>
    );
  }

  const said =
    problem === 'refused' ? person.refusal : problem && t(`invitations.address.${problem}`);
  return (
    <Box tag="li" maxWidth="100%">
      <Chip $isWrong={problem !== null}>
        <ChipButton
          type="button"
          aria-label={[t('invitations.address.correct', { address: text }), said]
            .filter(Boolean)
            .join(': ')}
          onClick={() => setDraft(text)}
        >
          {problem ? (
            <WarningCircle width="1.4rem" height="1.4rem" fill="danger600" aria-hidden />
          ) : null}
          <span>
            {text}
            {said ? (
              <Typography variant="pi" textColor="danger700">
                {` ${said}`}
              </Typography>
            ) : null}
          </span>
        </ChipButton>
        <ChipButton
          type="button"
          aria-label={t('invitations.address.remove', { address: text })}
          onClick={onRemove}
        >
          <Cross width="1rem" height="1rem" aria-hidden />
        </ChipButton>
      </Chip>
    </Box>
  );
};
