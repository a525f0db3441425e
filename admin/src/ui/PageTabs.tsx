import { Box, Divider, Tabs } from '@strapi/design-system';
import { RESPONSIVE_DEFAULT_SPACING } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

type PageTabsProps<Tab extends string> = {
  /** What they are the parts of. */
  label: string;
  tabs: { value: Tab; label: string }[];
  current: Tab;
  onOpen: (tab: string) => void;
  /** The part that is open. */
  children: ReactNode;
};

/** Parts of a page, each with an address of its own. */
export const PageTabs = <Tab extends string>({
  label,
  tabs,
  current,
  onOpen,
  children,
}: PageTabsProps<Tab>) => (
  <Tabs.Root variant="simple" value={current} onValueChange={onOpen} activationMode="manual">
    <Box
      paddingLeft={RESPONSIVE_DEFAULT_SPACING}
      paddingRight={RESPONSIVE_DEFAULT_SPACING}
      paddingBottom={6}
    >
      <Box overflow="auto hidden">
        <Tabs.List aria-label={label}>
          {tabs.map((tab) => (
            <Tabs.Trigger key={tab.value} value={tab.value}>
              {tab.label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      </Box>
      <Divider />
    </Box>
    <Tabs.Content value={current} tabIndex={-1}>
      {children}
    </Tabs.Content>
  </Tabs.Root>
);
