import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyDocumentLanguage, useLocale } from '../ui/locale.ts';
import '../ui/styles.css';
import { applyTheme } from '../ui/theme.ts';
import { queryClient, router } from './router.tsx';
import { restoreSession } from './session.ts';

applyDocumentLanguage();
applyTheme();
void restoreSession();

/** The key makes a new language draw everything anew: messages are plain function calls and know no subscription. */
function App() {
  return <RouterProvider key={useLocale()} router={router} />;
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
