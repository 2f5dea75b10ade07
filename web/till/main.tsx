// Puts the till into its page.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Starting } from './screens/parts/notice';

const place = document.getElementById('till');
if (!place) throw new Error('The page has no place for the till');
createRoot(place).render(
  <StrictMode>
    <Starting />
  </StrictMode>,
);
