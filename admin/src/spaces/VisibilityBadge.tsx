import { Flex } from '@strapi/design-system';
import { Earth, Eye, Lock } from '@strapi/icons';
import type { Visibility } from '../../../contracts/spaces';
import { StatusBadge } from '../ui/StatusBadge';
import { useTranslate } from '../ui/translate';

const ICONS = { public: Earth, transparent: Eye, private: Lock };
const TONES = { public: 'success', transparent: 'secondary', private: 'primary' } as const;

export const VisibilityBadge = ({ visibility }: { visibility: Visibility }) => {
  const t = useTranslate();
  const Icon = ICONS[visibility];

  return (
    <StatusBadge tone={TONES[visibility]}>
      <Flex tag="span" gap={1}>
        <Icon width="1.2rem" height="1.2rem" fill="currentColor" aria-hidden />
        {t(`spaces.visibility.${visibility}`)}
      </Flex>
    </StatusBadge>
  );
};
