// Puts the till into its page.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startInBrowser } from './browser-till';
import { pageAddress } from './device/address';
import { browserPrinter } from './device/print';
import { keepShell } from './device/shell';

const place = document.getElementById('till');
if (!place) throw new Error('The page has no place for the till');
const shell = keepShell(pageAddress(location), Date.now);
const printer = browserPrinter(window);
const till = startInBrowser(window, printer, () => shell.mayUpdate());
createRoot(place).render(
  <StrictMode>
    <App till={till} printer={printer} />
  </StrictMode>,
);
