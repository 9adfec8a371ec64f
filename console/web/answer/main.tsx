import '../tokens.css';
import '../base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AnswerPage } from './answer-page.tsx';
import { followColourScheme } from './follow-colour-scheme.ts';

followColourScheme();

const root = document.getElementById('root');
if (!root) throw new Error('answer.html has no element with the id "root"');
createRoot(root).render(
  <StrictMode>
    <AnswerPage token={decodeURIComponent(location.pathname.split('/')[2] ?? '')} />
  </StrictMode>,
);
