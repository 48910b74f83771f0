// Keeps what Node has compiled for the next start, of this program and of all it starts: a command needs half the time.
// Where the folder cannot be written, all is compiled anew as ever.
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL('../node_modules/.cache/arcwright/compiled', import.meta.url),
)
enableCompileCache(process.env.NODE_COMPILE_CACHE)
