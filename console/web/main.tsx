import '@mantine/core/styles.css';
import './tokens.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startI18n } from './i18n/start-i18n.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');

// Not awaited at the top: the chunk with the words may need this one, and each would wait for the other.
startI18n().then(
  () => {
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
  },
  (error: unknown) => {
    // index.html says what to do for as long as nothing is drawn over it.
    reportError(error);
  },
);
