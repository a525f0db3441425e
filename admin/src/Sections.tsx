import { Box, Flex } from '@strapi/design-system';
import { Layouts, Page, RESPONSIVE_DEFAULT_SPACING, SubNav } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { Navigate, NavLink } from 'react-router-dom';
import { styled } from 'styled-components';
import { useGroupsAccess } from './groups/useGroupsAccess';
import { ROOT_PATH } from './pluginId';
import { useInvitationRights, useSpaceRights } from './ui/rights';
import { useTranslate } from './ui/translate';

const SECTIONS = ['spaces', 'invitations', 'groups'] as const;
type Section = (typeof SECTIONS)[number];

/** The sections of the plugin that the administrator may open. */
const useSections = (): { sections: Section[]; isLoading: boolean } => {
  const spaces = useSpaceRights();
  const invitations = useInvitationRights();
  const groups = useGroupsAccess();
  const mayOpen = {
    spaces: spaces.canRead,
    invitations: invitations.canRead || invitations.canInvite || invitations.canImport,
    groups: groups.canOpen,
  };

  return {
    sections: SECTIONS.filter((section) => mayOpen[section]),
    isLoading: spaces.isLoading || invitations.isLoading || groups.isLoading,
  };
};

const SmallLink = styled(NavLink)`
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
  border-radius: ${({ theme }) => theme.borderRadius};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  text-decoration: none;

  &.active {
    background: ${({ theme }) => theme.colors.primary100};
    color: ${({ theme }) => theme.colors.primary700};
    font-weight: 500;
  }
`;

type NavigationProps = { sections: Section[] };

const SideNavigation = ({ sections }: NavigationProps) => {
  const t = useTranslate();

  return (
    <SubNav.Main aria-label={t('sections.label')}>
      <SubNav.Header label={t('plugin.name')} />
      <SubNav.Content>
        <Flex tag="ul" direction="column" alignItems="stretch" gap="2px" padding={2}>
          {sections.map((section) => (
            <li key={section}>
              <SubNav.Link to={`${ROOT_PATH}/${section}`} label={t(`sections.${section}`)} />
            </li>
          ))}
        </Flex>
      </SubNav.Content>
    </SubNav.Main>
  );
};

/** For windows in which Strapi shows no navigation at the side. */
const TopNavigation = ({ sections }: NavigationProps) => {
  const t = useTranslate();

  return (
    <Box
      tag="nav"
      aria-label={t('sections.label')}
      display={{ initial: 'block', medium: 'none' }}
      paddingTop={4}
      paddingLeft={RESPONSIVE_DEFAULT_SPACING}
      paddingRight={RESPONSIVE_DEFAULT_SPACING}
    >
      <Flex tag="ul" gap={2} wrap="wrap">
        {sections.map((section) => (
          <li key={section}>
            <SmallLink to={`${ROOT_PATH}/${section}`}>{t(`sections.${section}`)}</SmallLink>
          </li>
        ))}
      </Flex>
    </Box>
  );
};

/** The pages of the plugin beside their navigation, where there is something to choose from. */
export const Sections = ({ children }: { children: ReactNode }) => {
  const { sections, isLoading } = useSections();
  if (isLoading) return <Page.Loading />;
  if (sections.length < 2) return children;

  return (
    <Layouts.Root sideNav={<SideNavigation sections={sections} />}>
      <TopNavigation sections={sections} />
      {children}
    </Layouts.Root>
  );
};

export const FirstSection = () => {
  const [first] = useSections().sections;
  return first ? <Navigate to={first} replace /> : <Page.NoPermissions />;
};
