import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { featureRules } from './build/feature-plugin.ts'
import { poCatalogs } from './build/po-plugin.ts'
import { precompress } from './build/precompress-plugin.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root,
  plugins: [react(), poCatalogs(), featureRules(`${root}src/features`), precompress()],
  build: {
    target: ['es2022', 'safari16', 'chrome108'],
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    // A policy without `data:` and without inline code must be enough.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    reportCompressedSize: false,
  },
  server: { host: '127.0.0.1', proxy: { '/v1': { target: 'http://127.0.0.1:8080', ws: true } } },
})
