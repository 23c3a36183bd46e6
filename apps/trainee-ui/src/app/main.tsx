import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { takeSeatFromAddress } from '../data/playing.ts';
import { App } from './App.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
takeSeatFromAddress();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
