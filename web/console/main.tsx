// Puts the console into its page.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { makeRouter } from './router';
import './styles/tokens.css';
import './styles/base.css';

const place = document.getElementById('console');
if (!place) throw new Error('The page has no place for the console');
// Its address is written for where the page was opened; the page goes elsewhere without being loaded anew.
const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
icon?.setAttribute('href', icon.href);
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Whether there is a network the browser only guesses: a call that fails says so itself, and can be made again.
      networkMode: 'always',
      // A refusal is an answer, and what can be asked again the client of the API has asked again.
      retry: false,
    },
    mutations: { retry: false },
  },
});
createRoot(place).render(
  <QueryClientProvider client={client}>
    <RouterProvider router={makeRouter(client)} />
  </QueryClientProvider>,
);
