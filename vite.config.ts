// Builds the renderer: static files that every host serves as they are.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: { outDir: '../out/renderer', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 2000 },
})
