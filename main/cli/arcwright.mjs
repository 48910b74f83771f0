#!/usr/bin/env node
// The door of `arcwright`: checks the Node version, then hands over.
import '../node-guard.mjs'
import '../compile-cache.mjs'

await import('./index.ts')
