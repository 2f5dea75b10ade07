// The till as one component: shows the state, and hands on what happens.

/** The whole page. */
export function App() {
  return <main data-screen="starting">Vouch</main>;
}
