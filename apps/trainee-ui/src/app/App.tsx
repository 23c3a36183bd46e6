import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { Waiting } from '../components/Waiting.tsx';
import { createQueryClient } from '../data/queryClient.ts';
import { Home } from '../features/home/index.tsx';
import { theme, variablesResolver } from './theme.ts';

const Drill = lazy(() => import('./DrillRoute.tsx').then((module) => ({ default: module.DrillRoute })));
const Host = lazy(() => import('../features/home/Host.tsx').then((module) => ({ default: module.Host })));

export function App(): ReactNode {
  const [client] = useState(createQueryClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variablesResolver} defaultColorScheme="auto">
      <Notifications position="bottom-left" zIndex={400} />
      <QueryClientProvider client={client}>
        <BrowserRouter>
          <Suspense fallback={<Waiting label="Loading" />}>
            <Routes>
              <Route path="/" element={<Home />} />
              <Route path="/join/:code?" element={<Home joining />} />
              <Route path="/host/:token" element={<Host />} />
              <Route path="/drill/:drillId/:pane?" element={<Drill />} />
              <Route path="*" element={<Navigate to="/" replace />} />
            </Routes>
          </Suspense>
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
