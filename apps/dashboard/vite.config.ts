import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Modules that only define things: what a page does not use of them is left out of it. */
const workspacePackages = /\/packages\/(?:consent|log|schema|signing)\/src\//;

/** The components bring their own few sentences in thirty languages; the page is written in two. */
const otherLanguages = /\/react-aria\/dist\/private\/intl\/[^/]+\/(?!en-US|es-ES)[a-z]{2}-[A-Z]{2}\.mjs$/;

const ourLanguages: Plugin = {
  name: 'assent:our-languages',
  enforce: 'pre',
  load: { filter: { id: otherLanguages }, handler: () => `export { default } from './en-US.mjs';` },
};

export default defineConfig({
  plugins: [ourLanguages, react()],
  build: {
    // The first browsers that verify Ed25519 themselves; nothing older can check what this page checks.
    target: ['chrome137', 'firefox130', 'safari18.2'],
    // The policy of the page allows fonts and styles of its own address only, and no `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => !workspacePackages.test(id) },
    },
  },
  server: {
    proxy: { '/trpc': 'http://localhost:4680', '/checkpoint': 'http://localhost:4680' },
  },
});
