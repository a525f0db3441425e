import { Page } from '@strapi/strapi/admin';
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';

const SpacesPage = lazy(() =>
  import('./spaces/SpacesPage').then((module) => ({ default: module.SpacesPage })),
);
const CreateSpacePage = lazy(() =>
  import('./spaces/CreateSpacePage').then((module) => ({ default: module.CreateSpacePage })),
);
const SpacePage = lazy(() =>
  import('./spaces/SpacePage').then((module) => ({ default: module.SpacePage })),
);

export const App = () => (
  <Suspense fallback={<Page.Loading />}>
    <Routes>
      <Route index element={<Navigate to="spaces" replace />} />
      <Route path="spaces" element={<SpacesPage />} />
      <Route path="spaces/create" element={<CreateSpacePage />} />
      <Route path="spaces/:id/*" element={<SpacePage />} />
      <Route path="*" element={<Page.NoData />} />
    </Routes>
  </Suspense>
);
