// Puts the till into its page.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startInBrowser } from './browser-till';
import { browserPrinter } from './device/print';

const place = document.getElementById('till');
if (!place) throw new Error('The page has no place for the till');
const printer = browserPrinter(window);
const till = startInBrowser(window, printer, () => undefined);
createRoot(place).render(
  <StrictMode>
    <App till={till} printer={printer} />
  </StrictMode>,
);
