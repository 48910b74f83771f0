// The door of `npm start`: checks the Node version, then hands over.
import './node-guard.mjs'
import './compile-cache.mjs'

await import('./start.ts')
