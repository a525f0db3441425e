import { Page } from '@strapi/strapi/admin';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { FirstSection, Sections } from './Sections';

const SpacesPage = lazy(() =>
  import('./spaces/SpacesPage').then((module) => ({ default: module.SpacesPage })),
);
const CreateSpacePage = lazy(() =>
  import('./spaces/CreateSpacePage').then((module) => ({ default: module.CreateSpacePage })),
);
const SpacePage = lazy(() =>
  import('./spaces/SpacePage').then((module) => ({ default: module.SpacePage })),
);
const InvitationsPage = lazy(() =>
  import('./invitations/InvitationsPage').then((module) => ({ default: module.InvitationsPage })),
);
const GroupsPage = lazy(() =>
  import('./groups/GroupsPage').then((module) => ({ default: module.GroupsPage })),
);
const CreateGroupPage = lazy(() =>
  import('./groups/CreateGroupPage').then((module) => ({ default: module.CreateGroupPage })),
);
const GroupPage = lazy(() =>
  import('./groups/GroupPage').then((module) => ({ default: module.GroupPage })),
);

export const App = () => (
  <Sections>
    <Suspense fallback={<Page.Loading />}>
      <Routes>
        <Route index element={<FirstSection />} />
        <Route path="spaces" element={<SpacesPage />} />
        <Route path="spaces/create" element={<CreateSpacePage />} />
        <Route path="spaces/:id/*" element={<SpacePage />} />
        <Route path="invitations/*" element={<InvitationsPage />} />
        <Route path="groups" element={<GroupsPage part="all" />} />
        <Route path="groups/verify" element={<GroupsPage part="verify" />} />
        <Route path="groups/create" element={<CreateGroupPage />} />
        <Route path="groups/:id/*" element={<GroupPage />} />
        <Route path="*" element={<Page.NoData />} />
      </Routes>
    </Suspense>
  </Sections>
);
