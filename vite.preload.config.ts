// Builds the preload script: one CommonJS file, as Electron's sandbox demands.
import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    outDir: 'out/preload',
    // The types that `tsc` wrote for the other rooms lie beside it.
    emptyOutDir: false,
    target: 'es2023',
    minify: false,
    lib: { entry: 'preload/index.ts', formats: ['cjs'], fileName: () => 'index.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
})
